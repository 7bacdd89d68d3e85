// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.contract.WorkspaceCleaning;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.workflow.retention.WorkspaceRetention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Job that removes files of a workspace. The operator does not watch it: it has no result but
 * its log, and it is deleted some days later.
 *
 * @param job the job for which it is created
 * @param day number of the day, so that there is one a day for each claim
 */
public record CleaningWorkload(
    AdaptationJob job,
    WorkspaceRetention retention,
    WorkspaceCleaning references,
    long day,
    OperatorConfig config) {
  /** Label with the claim that is cleaned. */
  static final String CLAIM = "pentimento.io/workspace";

  private static final String REFERENCES = "pentimento.io/references";
  private static final String FOLDER = "/etc/pentimento";
  private static final String FILE = "references.json";
  private static final String WORKSPACE_FOLDER = "/workspace";
  private static final String VOLUME = "references";
  private static final int KEPT_SECONDS = (int) Duration.ofDays(3).toSeconds();
  private static final long LONGEST_SECONDS = Duration.ofHours(6).toSeconds();
  private static final String NEVER = "P36500D";

  public Job manifest() {
    return new JobBuilder()
        .withNewMetadata()
        .withName(name())
        .withNamespace(job.getMetadata().getNamespace())
        .withLabels(labels())
        .withOwnerReferences(Owners.of(job))
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(1)
        .withActiveDeadlineSeconds(LONGEST_SECONDS)
        .withTtlSecondsAfterFinished(KEPT_SECONDS)
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels())
        .addToAnnotations(REFERENCES, references.toJson())
        .endMetadata()
        .withSpec(pod())
        .endTemplate()
        .endSpec()
        .build();
  }

  /** The same for all jobs that share the claim, so that only one of them creates the Job. */
  public String name() {
    return "pentimento-retention-%s-%d"
        .formatted(Names.hash(job.getMetadata().getNamespace() + "/" + claim()), day);
  }

  private PodSpec pod() {
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(Pods.securityContext(config))
        .withImagePullSecrets(Pods.pullSecrets(config))
        .withContainers(container().build())
        .addToVolumes(Pods.claim(Pods.WORKSPACE, claim(), false))
        .addToVolumes(Pods.temporary())
        .addToVolumes(
            new VolumeBuilder()
                .withName(VOLUME)
                .withNewDownwardAPI()
                .addNewItem()
                .withPath(FILE)
                .withNewFieldRef()
                .withFieldPath("metadata.annotations['" + REFERENCES + "']")
                .endFieldRef()
                .endItem()
                .endDownwardAPI()
                .build())
        .build();
  }

  private ContainerBuilder container() {
    return Pods.restricted(
            new ContainerBuilder()
                .withName(StagePods.CONTAINER)
                .withImage(config.workerImage())
                .withImagePullPolicy(config.imagePullPolicy())
                .withArgs(arguments())
                .withEnv(Pods.NO_TELEMETRY)
                .withResources(
                    Pods.resources(
                        job.getSpec().preparation().resources(),
                        config.prepareCpu(),
                        config.prepareMemory()))
                .build())
        .addNewVolumeMount()
        .withName(Pods.WORKSPACE)
        .withMountPath(WORKSPACE_FOLDER)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName(VOLUME)
        .withMountPath(FOLDER)
        .withReadOnly(true)
        .endVolumeMount();
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("gc", WORKSPACE_FOLDER, "--delete"));
    arguments.addAll(List.of("--references", FOLDER + "/" + FILE));
    arguments.addAll(
        List.of(
            "--grace",
            retention.unusedArtifactsAfterDays().map(CleaningWorkload::days).orElse(NEVER)));
    retention
        .personalDataAfterDays()
        .ifPresent(count -> arguments.addAll(List.of("--personal-data-after", days(count))));
    return arguments;
  }

  private static String days(int count) {
    return "P%dD".formatted(count);
  }

  private String claim() {
    return job.getSpec().workspace().persistentVolumeClaim().claimName();
  }

  private Map<String, String> labels() {
    return new TreeMap<>(
        Map.of("app.kubernetes.io/name", "pentimento-retention", CLAIM, Names.hash(claim())));
  }
}
