package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.pentimento.operator.workload.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pods of servers that are not all ready. */
public final class ServerPods {
  /** Troubles that time alone may end. */
  private static final Set<String> OF_STARTING = Set.of("PodStarting", "NotReady");

  private ServerPods() {}

  /**
   * How many answer with this model.
   *
   * @param model digest; null for none
   */
  public static int ready(List<Pod> pods, String model) {
    return (int)
        pods.stream()
            .filter(pod -> model != null && model.equals(Labels.annotation(pod, Labels.MODEL)))
            .filter(pod -> isReady(pod) && pod.getMetadata().getDeletionTimestamp() == null)
            .count();
  }

  /** Why the others are not ready, without repetitions. */
  static Stream<PodWaitReason> troubles(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> !isReady(pod) && pod.getMetadata().getDeletionTimestamp() == null)
        .map(PodWaitReason::of)
        .distinct()
        .sorted(Comparator.comparing(PodWaitReason::reason).thenComparing(PodWaitReason::message));
  }

  /** Why the others are not ready, in one text; null if nothing is known. */
  public static String message(List<Pod> pods) {
    String text =
        troubles(pods)
            .map(each -> each.reason() + ": " + each.message())
            .limit(3)
            .collect(Collectors.joining("; "));
    return text.isEmpty() ? null : text;
  }

  /** The first reason that is more than a matter of time; null if there is none. */
  static String reason(List<PodWaitReason> troubles) {
    return troubles.stream()
        .map(PodWaitReason::reason)
        .filter(reason -> !OF_STARTING.contains(reason))
        .findFirst()
        .orElse(null);
  }

  /** Each try is of a pod with another name: that alone is no news to write. */
  static String withoutName(String message) {
    return message == null
        ? "The API server rejects the pods"
        : message.replaceAll("pods \"[^\"]*\"", "pods of the server");
  }

  private static boolean isReady(Pod pod) {
    return PodWaitReason.conditions(pod)
        .anyMatch(
            condition ->
                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }
}
