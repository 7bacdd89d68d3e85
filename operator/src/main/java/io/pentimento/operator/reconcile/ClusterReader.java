// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageProgress;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.kueue.KueueQueues;
import io.pentimento.operator.observe.ClusterView;
import io.pentimento.operator.observe.Deployments;
import io.pentimento.operator.observe.JobView;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.observe.Observer;
import io.pentimento.operator.observe.SecondaryResources;
import io.pentimento.operator.serving.WantedServers;
import io.pentimento.operator.workload.Labels;
import io.pentimento.operator.workload.ServingOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is not watched: pods, their progress, and why a Job has none. */
final class ClusterReader {
  private static final String JOB_NAME = "batch.kubernetes.io/job-name";

  /** Grace period before checking why a Job has no pods. */
  private static final Duration POD_CREATION = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final PodCreationFailures creationFailures;
  private final PodProgressPoller progress;
  private final KueueQueues queues;
  private final WantedServers wanted;

  ClusterReader(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.creationFailures = new PodCreationFailures(new FailedCreateEvents(client)::in);
    this.progress = new PodProgressPoller(new WorkerLog(client)::lastProgress);
    this.queues = new KueueQueues(client);
    this.wanted = new WantedServers(config);
  }

  ClusterView read(AdaptationJob owner, SecondaryResources owned, Instant now) {
    return new ClusterView(
        owned.jobs().stream()
            .filter(job -> Observer.isRelevant(owner, job))
            .map(job -> view(job, now))
            .toList(),
        owned.deployment(),
        owned
            .deployment()
            .filter(each -> wanted.areAppliedTo(each, ServingOwner.of(owner)))
            .isPresent(),
        owned
            .deployment()
            .filter(each -> !Deployments.isRolledOut(each))
            .map(this::servers)
            .orElse(List.of()));
  }

  private JobView view(Job job, Instant now) {
    if (Jobs.isSuspended(job)) {
      return new JobView(job, List.of(), queues.explain(job, now).orElse(null), Map.of());
    }
    List<Pod> pods = mayHavePods(job) ? pods(job) : List.of();
    boolean isLate = pods.isEmpty() && Jobs.created(job).plus(POD_CREATION).isBefore(now);
    return new JobView(job, pods, isLate ? creationFailure(job, now) : null, progress(job, pods));
  }

  /** The count of pods in the status of a Job is watched, so zero pods need no request. */
  private static boolean mayHavePods(Job job) {
    return Jobs.isFinished(job) || Jobs.hasPods(job);
  }

  private List<Pod> pods(Job job) {
    return client
        .pods()
        .inNamespace(job.getMetadata().getNamespace())
        .withLabel(JOB_NAME, job.getMetadata().getName())
        .list()
        .getItems();
  }

  private List<Pod> servers(Deployment deployment) {
    return client
        .pods()
        .inNamespace(deployment.getMetadata().getNamespace())
        .withLabel(Labels.JOB_UID, deployment.getMetadata().getLabels().get(Labels.JOB_UID))
        .withLabel(Labels.STAGE, StageName.SERVE.value())
        .list()
        .getItems();
  }

  /** A finished Job creates no more pods. */
  private @Nullable String creationFailure(Job job, Instant now) {
    return Jobs.isFinished(job) ? null : creationFailures.of(job, now).orElse(null);
  }

  private Map<String, StageProgress> progress(Job job, List<Pod> pods) {
    List<Pod> running =
        Jobs.isFinished(job)
            ? List.of()
            : pods.stream()
                .filter(pod -> pod.getStatus() != null)
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .toList();
    return progress.of(job.getMetadata().getUid(), running);
  }
}
