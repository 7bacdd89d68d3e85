// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageDocument;
import io.pentimento.operator.OperatorConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pod template of a stage. Only prepare reads sources, so only its pods have their claims and
 * secrets. Only the pod of publish has the secrets of the registry.
 */
record StagePods(AdaptationJob job, StageDocument document, OperatorConfig config) {
  static final String CONTAINER = "worker";
  static final String DOCUMENT = "document.json";
  static final String TERMINATION_LOG = "/dev/termination-log";
  private static final String DOCUMENT_VOLUME = "stage";
  private static final String DOCUMENT_FOLDER = "/etc/pentimento";
  private static final String WORKSPACE_FOLDER = "/workspace";
  private static final String CLAIMS_FOLDER = "/claims/";

  PodTemplateSpec template() {
    PodTemplateSpec ours =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(Labels.of(job, document.stage()))
            .addToAnnotations(Labels.DOCUMENT, document.toJson())
            .endMetadata()
            .withSpec(podSpec().build())
            .build();
    return Gpus.injectDeviceEnv(PodTemplates.merge(ours, podTemplateOverrides()), CONTAINER);
  }

  private PodSpecBuilder podSpec() {
    PodSpecBuilder pod =
        new PodSpecBuilder()
            .withRestartPolicy("Never")
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withTerminationGracePeriodSeconds(config.terminationGracePeriod().toSeconds())
            .withSecurityContext(Pods.securityContext(config))
            .withImagePullSecrets(Pods.pullSecrets(config))
            .withContainers(container())
            .addToVolumes(Pods.claim(Pods.WORKSPACE, workspace(), false))
            .addToVolumes(documentVolume())
            .addToVolumes(Pods.temporary());
    List<String> claims = claims();
    for (int i = 0; i < claims.size(); i++) {
      pod.addToVolumes(Pods.claim("claim-" + i, claims.get(i), true));
    }
    return document.shards() > 1 ? pod.withTopologySpreadConstraints(overNodes()) : pod;
  }

  /**
   * Mounts an annotation of the pod as a file, so that one write creates the Job with its document.
   */
  private static Volume documentVolume() {
    return new VolumeBuilder()
        .withName(DOCUMENT_VOLUME)
        .withNewDownwardAPI()
        .addNewItem()
        .withPath(DOCUMENT)
        .withNewFieldRef()
        .withFieldPath("metadata.annotations['" + Labels.DOCUMENT + "']")
        .endFieldRef()
        .endItem()
        .endDownwardAPI()
        .build();
  }

  private Container container() {
    ContainerBuilder container =
        Pods.restricted(
                new ContainerBuilder()
                    .withName(CONTAINER)
                    .withImage(config.workerImage())
                    .withImagePullPolicy(config.imagePullPolicy())
                    .withArgs(arguments())
                    .withEnv(StageEnvironment.variables())
                    .withEnvFrom(StageEnvironment.credentials(secrets()))
                    .withResources(resources())
                    .build())
            .withTerminationMessagePath(TERMINATION_LOG)
            .withTerminationMessagePolicy("FallbackToLogsOnError")
            .addNewVolumeMount()
            .withName(Pods.WORKSPACE)
            .withMountPath(WORKSPACE_FOLDER)
            .endVolumeMount()
            .addNewVolumeMount()
            .withName(DOCUMENT_VOLUME)
            .withMountPath(DOCUMENT_FOLDER)
            .withReadOnly(true)
            .endVolumeMount();
    List<String> claims = claims();
    for (int i = 0; i < claims.size(); i++) {
      container
          .addNewVolumeMount()
          .withName("claim-" + i)
          .withMountPath(CLAIMS_FOLDER + claims.get(i))
          .withReadOnly(true)
          .endVolumeMount();
    }
    return container.build();
  }

  private List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "stage",
                "--document",
                DOCUMENT_FOLDER + "/" + DOCUMENT,
                "--workspace",
                WORKSPACE_FOLDER,
                "--result",
                TERMINATION_LOG));
    claims()
        .forEach(
            claim -> arguments.addAll(List.of("--claim", claim + "=" + CLAIMS_FOLDER + claim)));
    List<String> secrets = secrets();
    for (int i = 0; i < secrets.size(); i++) {
      arguments.add("--secret-variables");
      arguments.add(secrets.get(i) + "=" + StageEnvironment.prefix(i));
    }
    return arguments;
  }

  private List<String> claims() {
    return document.stage() == StageName.PREPARE ? Claims.of(job.getSpec()) : List.of();
  }

  private List<String> secrets() {
    return switch (document.stage()) {
      case PREPARE -> SecretNames.of(job.getSpec());
      case PUBLISH -> SecretNames.of(requireNonNull(job.getSpec().publish()));
      default -> List.of();
    };
  }

  private TopologySpreadConstraint overNodes() {
    return new TopologySpreadConstraintBuilder()
        .withTopologyKey("kubernetes.io/hostname")
        .withMaxSkew(1)
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(Labels.selector(job, document.stage()))
        .endLabelSelector()
        .build();
  }

  private String workspace() {
    return job.getSpec().workspace().persistentVolumeClaim().claimName();
  }

  private ResourceRequirements resources() {
    AdaptationJobSpec spec = job.getSpec();
    return switch (document.stage()) {
      case PREPARE, PUBLISH ->
          Pods.resources(
              spec.preparation().resources(), config.prepareCpu(), config.prepareMemory());
      case GENERATE -> worker(spec.pseudoTargets().resources());
      case TRAIN -> worker(spec.fineTuning().resources());
      case EVALUATE -> worker(spec.evaluation().resources());
      case SERVE -> throw new IllegalStateException("serve does not run as a Job");
    };
  }

  private ResourceRequirements worker(@Nullable ResourceRequirements wanted) {
    return Pods.resources(wanted, config.workerCpu(), config.workerMemory());
  }

  private @Nullable PodTemplateSpec podTemplateOverrides() {
    AdaptationJobSpec spec = job.getSpec();
    return switch (document.stage()) {
      case PREPARE, PUBLISH -> spec.preparation().podTemplate();
      case GENERATE -> spec.pseudoTargets().podTemplate();
      case TRAIN -> spec.fineTuning().podTemplate();
      case EVALUATE -> spec.evaluation().podTemplate();
      case SERVE -> throw new IllegalStateException("serve does not run as a Job");
    };
  }
}
