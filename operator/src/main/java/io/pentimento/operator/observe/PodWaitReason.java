package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a pod does not run yet, or is not ready.
 *
 * @param reason one UpperCamelCase word: Kubernetes' own where it is exact
 */
record PodWaitReason(String reason, String message) {
  private static final String CREATE_IT =
      "; create it in the job's namespace; the pod then starts by itself";
  private static final String STARTING = "ContainerCreating";

  /** What keeps it, most exact first: a container's trouble, the scheduler's, or just time. */
  static PodWaitReason of(Pod pod) {
    return Delivery.failure(pod)
        .or(() -> container(pod))
        .or(() -> scheduler(pod))
        .or(() -> readiness(pod))
        .orElseGet(() -> new PodWaitReason("PodStarting", "The pod starts"));
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
                    .orElseGet(() -> new PodWaitReason(waiting.getReason(), sentence(waiting))));
  }

  /** Of a server that loads its model, or cannot. */
  private static Optional<PodWaitReason> readiness(Pod pod) {
    return pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase())
        ? Optional.of(
            new PodWaitReason(
                "NotReady",
                "%s is running but not ready; if this continues, see its log"
                    .formatted(pod.getMetadata().getName())))
        : Optional.empty();
  }

  /** The kubelet has one word for all that a container's configuration lacks. */
  private static Optional<String> missing(ContainerStateWaiting waiting) {
    String message = waiting.getMessage();
    boolean isMissing =
        "CreateContainerConfigError".equals(waiting.getReason())
            && message != null
            && message.contains("not found");
    if (isMissing && message.contains("configmap")) {
      return Optional.of("MissingConfigMap");
    }
    return isMissing && message.contains("secret")
        ? Optional.of("MissingSecret")
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
                        "MissingClaim", firstSentence(condition.getMessage()) + CREATE_IT)
                    : new PodWaitReason(
                        Optional.ofNullable(condition.getReason()).orElse("Unschedulable"),
                        condition.getMessage()));
  }

  /** The scheduler repeats itself: … not found. preemption: … not found. */
  private static String firstSentence(String message) {
    int end = message.indexOf(". ");
    String first = end < 0 ? message : message.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  /** The scheduler has no reason of its own for it. */
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
