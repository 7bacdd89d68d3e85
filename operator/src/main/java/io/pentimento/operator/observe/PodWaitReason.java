// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a pod does not run yet, or is not ready.
 *
 * @param reason that of Kubernetes where it is exact
 */
record PodWaitReason(Reason reason, String message) {
  private static final String CREATE_IT = "; create it in this namespace; the pod then starts";
  private static final String STARTING = "ContainerCreating";

  /** The most exact reason: of a container, of the scheduler, or that the pod starts. */
  static PodWaitReason of(Pod pod) {
    return ModelDeliveryFailure.of(pod)
        .or(() -> container(pod))
        .or(() -> scheduler(pod))
        .or(() -> readiness(pod))
        .orElseGet(() -> new PodWaitReason(WaitReason.POD_STARTING, "The pod starts"));
  }

  private static Optional<PodWaitReason> container(Pod pod) {
    return containers(pod.getStatus())
        .flatMap(status -> waiting(status).stream())
        .filter(waiting -> !STARTING.equals(waiting.getReason()))
        .filter(waiting -> !"PodInitializing".equals(waiting.getReason()))
        .findFirst()
        .map(
            waiting ->
                missing(waiting)
                    .map(
                        reason ->
                            new PodWaitReason(
                                reason, firstSentence(waiting.getMessage()) + CREATE_IT))
                    .orElseGet(
                        () ->
                            new PodWaitReason(Reason.of(waiting.getReason()), sentence(waiting))));
  }

  /** For a server that loads its model, or fails to. */
  private static Optional<PodWaitReason> readiness(Pod pod) {
    return pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase())
        ? Optional.of(
            new PodWaitReason(
                WaitReason.NOT_READY,
                "%s is running but not ready; if this continues, see its log"
                    .formatted(pod.getMetadata().getName())))
        : Optional.empty();
  }

  /** The kubelet reports all problems of a container's configuration with the same reason. */
  private static Optional<Reason> missing(ContainerStateWaiting waiting) {
    String message = waiting.getMessage();
    boolean isMissing =
        WaitReason.CREATE_CONTAINER_CONFIG_ERROR.is(waiting.getReason())
            && message != null
            && message.contains("not found");
    if (isMissing && message.contains("configmap")) {
      return Optional.of(WaitReason.MISSING_CONFIG_MAP);
    }
    return isMissing && message.contains("secret")
        ? Optional.of(WaitReason.MISSING_SECRET)
        : Optional.empty();
  }

  private static String sentence(ContainerStateWaiting waiting) {
    return waiting.getMessage() == null
        ? "A container waits: " + waiting.getReason()
        : waiting.getMessage();
  }

  private static Optional<PodWaitReason> scheduler(Pod pod) {
    return conditions(pod)
        .filter(condition -> "PodScheduled".equals(condition.getType()))
        .filter(condition -> "False".equals(condition.getStatus()))
        .findFirst()
        .map(
            condition ->
                claim(condition.getMessage())
                    ? new PodWaitReason(
                        WaitReason.MISSING_CLAIM, firstSentence(condition.getMessage()) + CREATE_IT)
                    : new PodWaitReason(
                        Optional.ofNullable(condition.getReason())
                            .map(Reason::of)
                            .orElse(WaitReason.UNSCHEDULABLE),
                        condition.getMessage()));
  }

  /** Removes repetitions of the scheduler: … not found. preemption: … not found. */
  private static String firstSentence(String message) {
    int end = message.indexOf(". ");
    String first = end < 0 ? message : message.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  /** The scheduler reports a missing claim without a separate reason. */
  private static boolean claim(String message) {
    return message != null
        && message.contains("persistentvolumeclaim")
        && message.contains("not found");
  }

  private static Optional<ContainerStateWaiting> waiting(ContainerStatus status) {
    return Optional.ofNullable(status.getState()).map(state -> state.getWaiting());
  }

  static Stream<ContainerStatus> containers(PodStatus status) {
    return status == null
        ? Stream.of()
        : Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses())
            .flatMap(List::stream);
  }

  static Stream<PodCondition> conditions(Pod pod) {
    return pod.getStatus() == null ? Stream.of() : pod.getStatus().getConditions().stream();
  }
}
