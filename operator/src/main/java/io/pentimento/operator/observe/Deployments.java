// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.operator.workload.Labels;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.ServingState.Candidate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Translates the Deployment into the state of serving. */
public final class Deployments {
  private Deployments() {}

  /**
   * @param followsSpec whether the latest edit of the owner was applied to it
   * @param pods of the Deployment; needed only while it is not ready
   */
  public static ServingState serving(Deployment deployment, boolean followsSpec, List<Pod> pods) {
    String wanted = Labels.annotation(deployment, Labels.MODEL);
    if (isRolledOut(deployment)) {
      Candidate candidate =
          followsSpec
              ? null
              : new Candidate(
                  named(wanted), false, "The servers do not follow the latest edit yet");
      return state(deployment, wanted, available(deployment), candidate);
    }
    Candidate candidate = candidate(deployment, named(wanted), pods);
    String previous = Labels.annotation(deployment, Labels.PREVIOUS_MODEL);
    if (pods.isEmpty() && available(deployment) > 0) { // the list of pods is older than the count
      return state(
          deployment, previous == null ? wanted : previous, available(deployment), candidate);
    }
    int ofPrevious = ServerPods.ready(pods, previous);
    return ofPrevious > 0
        ? state(deployment, previous, ofPrevious, candidate)
        : state(deployment, wanted, ServerPods.ready(pods, wanted), candidate);
  }

  /** No digest, so that it differs from all, if the annotation was removed. */
  private static String named(@Nullable String model) {
    return model == null ? "" : model;
  }

  private static ServingState state(
      Deployment deployment, @Nullable String model, int ready, @Nullable Candidate candidate) {
    return new ServingState(
        ready > 0 ? model : null,
        ready,
        url(deployment),
        candidate,
        desired(deployment),
        artefacts(deployment));
  }

  private static Candidate candidate(Deployment deployment, String wanted, List<Pod> pods) {
    Optional<DeploymentCondition> late = missedDeadlineCondition(deployment);
    Optional<PodWaitReason> rejection = rejection(deployment);
    List<PodWaitReason> waitReasons =
        Stream.concat(rejection.stream(), ServerPods.waitReasons(pods)).distinct().toList();
    return new Candidate(
        wanted,
        late.isPresent(),
        ServerPods.reason(waitReasons),
        message(late, waitReasons),
        deadline(deployment));
  }

  /**
   * The deadline of this rollout. The Deployment's own deadline is extended whenever the number of
   * ready pods changes, as it does while a node is unavailable.
   */
  private static @Nullable Instant deadline(Deployment deployment) {
    String started = Labels.annotation(deployment, Labels.ROLLOUT_STARTED);
    Integer seconds = deployment.getSpec().getProgressDeadlineSeconds();
    return started == null || seconds == null ? null : Instant.parse(started).plusSeconds(seconds);
  }

  /** A quota or an admission webhook rejects the pods. */
  private static Optional<PodWaitReason> rejection(Deployment deployment) {
    return conditions(deployment)
        .filter(condition -> "ReplicaFailure".equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .findFirst()
        .map(
            condition ->
                new PodWaitReason(
                    condition.getReason() == null
                        ? WaitReason.FAILED_CREATE
                        : Reason.of(condition.getReason()),
                    ServerPods.withoutName(condition.getMessage())));
  }

  private static Stream<DeploymentCondition> conditions(Deployment deployment) {
    return deployment.getStatus() == null
        ? Stream.of()
        : deployment.getStatus().getConditions().stream();
  }

  /** The keys of the artefacts with its models, from annotations of the Deployment. */
  private static Map<String, StageKey> artefacts(Deployment deployment) {
    Map<String, StageKey> artefacts = new HashMap<>();
    addArtefact(deployment, Labels.PREVIOUS_MODEL, Labels.PREVIOUS_TRAIN_KEY, artefacts);
    addArtefact(deployment, Labels.MODEL, Labels.TRAIN_KEY, artefacts);
    return artefacts;
  }

  private static void addArtefact(
      Deployment deployment, String model, String trainKey, Map<String, StageKey> artefacts) {
    String digest = Labels.annotation(deployment, model);
    String key = Labels.annotation(deployment, trainKey);
    if (digest != null && key != null) {
      artefacts.put(digest, new StageKey(key));
    }
  }

  /** Whether all servers run the wanted model and one of them is ready. */
  public static boolean isRolledOut(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    return isCurrent(deployment)
        && number(status.getUpdatedReplicas()) >= number(deployment.getSpec().getReplicas())
        && number(status.getReplicas()) == number(status.getUpdatedReplicas())
        && number(status.getAvailableReplicas()) > 0;
  }

  /** Whether the rollout of the wanted model exceeded its deadline. */
  public static boolean missedDeadline(Deployment deployment) {
    return !isRolledOut(deployment) && missedDeadlineCondition(deployment).isPresent();
  }

  private static Optional<DeploymentCondition> missedDeadlineCondition(Deployment deployment) {
    return isCurrent(deployment)
        ? conditions(deployment)
            .filter(condition -> "ProgressDeadlineExceeded".equals(condition.getReason()))
            .findFirst()
        : Optional.empty();
  }

  private static @Nullable String message(
      Optional<DeploymentCondition> late, List<PodWaitReason> waitReasons) {
    List<String> sentences =
        Stream.concat(
                late.stream().map(DeploymentCondition::getMessage),
                waitReasons.stream()
                    .map(each -> each.reason().word() + ": " + each.message())
                    .limit(3))
            .toList();
    return sentences.isEmpty() ? null : String.join("; ", sentences);
  }

  private static boolean isCurrent(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    return status != null
        && status.getObservedGeneration() != null
        && status.getObservedGeneration() >= deployment.getMetadata().getGeneration();
  }

  private static int available(Deployment deployment) {
    return deployment.getStatus() == null
        ? 0
        : number(deployment.getStatus().getAvailableReplicas());
  }

  private static int desired(Deployment deployment) {
    return number(deployment.getSpec().getReplicas());
  }

  private static String url(Deployment deployment) {
    return "http://%s.%s.svc"
        .formatted(deployment.getMetadata().getName(), deployment.getMetadata().getNamespace());
  }

  private static int number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
