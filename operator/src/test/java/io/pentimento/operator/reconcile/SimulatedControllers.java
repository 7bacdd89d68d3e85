// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.operator.Answers;
import io.pentimento.operator.workload.Labels;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Writes the status that the Job and Deployment controllers and the kubelet would write. */
public record SimulatedControllers(KubernetesClient client) {
  /** Key of a stage's document in the ConfigMap of an earlier version of the operator. */
  static final String FORMER_DOCUMENT = "document.json";

  /** Conditions that an API server requires before those of completion or failure. */
  private static final Map<String, String> FORERUNNERS =
      Map.of("Complete", "SuccessCriteriaMet", "Failed", "FailureTarget");

  public void succeed(Job job, Instant now) {
    succeed(job, now, UnaryOperator.identity());
  }

  /** Completes Jobs with this termination message. */
  public void succeed(Job job, Instant now, UnaryOperator<TerminationMessage> answer) {
    for (int index = 0; index < size(job); index++) {
      put(succeededPod(job, index, now, answer));
    }
    end(job, "Complete", now);
  }

  /** Starts the pods, without progress. */
  void startPods(Job job, Instant now) {
    put(pod(job, "running", now, new PodStatusBuilder().withPhase("Running").build()));
    countActive(job);
  }

  /** Makes the pod unschedulable. */
  void leaveUnscheduled(Job job, String why, Instant now) {
    put(
        pod(
            job,
            "waiting",
            now,
            new PodStatusBuilder()
                .withPhase("Pending")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(why)
                .endCondition()
                .build()));
    countActive(job);
  }

  private Pod pod(Job job, String suffix, Instant now, PodStatus status) {
    return new PodBuilder(succeededPod(job, 0, now, UnaryOperator.identity()))
        .editMetadata()
        .withName(job.getMetadata().getName() + "-" + suffix)
        .endMetadata()
        .withStatus(status)
        .build();
  }

  private void countActive(Job job) {
    new StatusEditor(client)
        .edit(
            job,
            known -> new JobBuilder(known).editOrNewStatus().withActive(1).endStatus().build());
  }

  /** Completes, fails or suspends the Job with the conditions that an API server accepts. */
  public void end(Job job, String condition, Instant now) {
    new StatusEditor(client).edit(job, known -> ended(known, condition, now));
  }

  private static Job ended(Job job, String condition, Instant now) {
    var status = new JobBuilder(job).editOrNewStatus();
    Optional.ofNullable(FORERUNNERS.get(condition))
        .ifPresent(forerunner -> status.addToConditions(condition(forerunner, now)));
    status.addToConditions(condition(condition, now)).withActive(null);
    if (!"Suspended".equals(condition)) {
      status.withStartTime(now.minusSeconds(60).toString());
    }
    if ("Complete".equals(condition)) {
      int size = size(job);
      status.withCompletionTime(now.toString()).withSucceeded(size);
      if ("Indexed".equals(job.getSpec().getCompletionMode())) {
        status.withCompletedIndexes(size == 1 ? "0" : "0-" + (size - 1));
      }
    }
    return status.endStatus().build();
  }

  private static JobCondition condition(String type, Instant now) {
    return new JobConditionBuilder()
        .withType(type)
        .withStatus("True")
        .withLastTransitionTime(now.toString())
        .build();
  }

  private static int size(Job job) {
    Integer completions = job.getSpec().getCompletions();
    return completions == null ? 1 : completions;
  }

  /** API servers ignore the status of a pod that is created; it must be written afterwards. */
  private void put(Pod pod) {
    Pod created = client.resource(pod).create();
    boolean hasStatus =
        created.getStatus() != null
            && pod.getStatus().getPhase().equals(created.getStatus().getPhase());
    if (!hasStatus) {
      new StatusEditor(client)
          .edit(created, known -> new PodBuilder(known).withStatus(pod.getStatus()).build());
    }
  }

  /** Evicts the pod; the Job continues. */
  void evict(Job job, int index, Instant now) {
    put(
        new PodBuilder(succeededPod(job, index, now, UnaryOperator.identity()))
            .editMetadata()
            .withName(job.getMetadata().getName() + "-evicted-" + index)
            .endMetadata()
            .withNewStatus()
            .withPhase("Failed")
            .addNewCondition()
            .withType("DisruptionTarget")
            .withStatus("True")
            .withReason("PreemptionByScheduler")
            .endCondition()
            .endStatus()
            .build());
    countActive(job);
  }

  private Pod succeededPod(
      Job job, int index, Instant now, UnaryOperator<TerminationMessage> other) {
    TerminationMessage answer = other.apply(Answers.success(document(job)));
    return new PodBuilder()
        .withNewMetadata()
        .withName(job.getMetadata().getName() + "-" + index)
        .withNamespace(job.getMetadata().getNamespace())
        .addToLabels("batch.kubernetes.io/job-name", job.getMetadata().getName())
        .addToAnnotations("batch.kubernetes.io/job-completion-index", String.valueOf(index))
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("worker")
        .withImage("none")
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Succeeded")
        .addNewContainerStatus()
        .withName("worker")
        .withNewState()
        .withNewTerminated()
        .withExitCode(0)
        .withStartedAt(now.minusSeconds(60).toString())
        .withFinishedAt(now.toString())
        .withMessage(answer.toJson())
        .endTerminated()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private StageDocument document(Job job) {
    Map<String, String> annotations = job.getSpec().getTemplate().getMetadata().getAnnotations();
    String document = annotations == null ? null : annotations.get(Labels.DOCUMENT);
    try {
      return StageDocument.fromJson(document == null ? formerDocument(job) : document);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String formerDocument(Job job) {
    ConfigMap told =
        client
            .configMaps()
            .inNamespace(job.getMetadata().getNamespace())
            .withName(job.getMetadata().getName())
            .get();
    return told.getData().get(FORMER_DOCUMENT);
  }

  public void getReady(Deployment deployment) {
    int replicas = deployment.getSpec().getReplicas();
    setStatus(
        deployment,
        builder ->
            builder
                .withNewStatus()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(replicas)
                .withUpdatedReplicas(replicas)
                .withReadyReplicas(replicas)
                .withAvailableReplicas(replicas)
                .endStatus());
  }

  /** The new servers do not become ready; the old ones continue to serve. */
  void missDeadline(Deployment deployment) {
    setStatus(
        deployment,
        builder ->
            builder
                .withNewStatus()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(deployment.getSpec().getReplicas() + 1)
                .withUpdatedReplicas(1)
                .withReadyReplicas(deployment.getSpec().getReplicas())
                .withAvailableReplicas(deployment.getSpec().getReplicas())
                .addNewCondition()
                .withType("Progressing")
                .withStatus("False")
                .withReason("ProgressDeadlineExceeded")
                .withMessage("has timed out progressing")
                .endCondition()
                .endStatus());
  }

  private void setStatus(Deployment deployment, UnaryOperator<DeploymentBuilder> change) {
    new StatusEditor(client)
        .edit(deployment, known -> change.apply(new DeploymentBuilder(known)).build());
  }
}
