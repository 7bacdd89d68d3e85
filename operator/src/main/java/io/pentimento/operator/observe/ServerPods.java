// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.pentimento.operator.workload.Labels;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the pods of servers that are not all ready. */
public final class ServerPods {
  /** Reasons that usually disappear by themselves. */
  private static final Set<Reason> OF_STARTING =
      Set.of(WaitReason.POD_STARTING, WaitReason.NOT_READY);

  private ServerPods() {}

  /**
   * Number of ready pods with this model.
   *
   * @param model digest; null for none
   */
  public static int ready(List<Pod> pods, @Nullable String model) {
    return (int)
        pods.stream()
            .filter(pod -> model != null && model.equals(Labels.annotation(pod, Labels.MODEL)))
            .filter(pod -> isReady(pod) && pod.getMetadata().getDeletionTimestamp() == null)
            .count();
  }

  /** Why pods are not ready, without duplicates. */
  static Stream<PodWaitReason> waitReasons(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> !isReady(pod) && pod.getMetadata().getDeletionTimestamp() == null)
        .map(PodWaitReason::of)
        .distinct()
        .sorted(
            Comparator.comparing((PodWaitReason each) -> each.reason().word())
                .thenComparing(PodWaitReason::message));
  }

  /** Why pods are not ready, in one text; null if nothing is known. */
  public static @Nullable String message(List<Pod> pods) {
    String text =
        waitReasons(pods)
            .map(each -> each.reason().word() + ": " + each.message())
            .limit(3)
            .collect(Collectors.joining("; "));
    return text.isEmpty() ? null : text;
  }

  /** Why pods are not ready, if the cause does not disappear by itself; null if there is none. */
  public static @Nullable Reason waitReason(List<Pod> pods) {
    return reason(waitReasons(pods).toList());
  }

  /** The first reason that does not disappear by itself; null if there is none. */
  static @Nullable Reason reason(List<PodWaitReason> waitReasons) {
    return waitReasons.stream()
        .map(PodWaitReason::reason)
        .filter(reason -> !OF_STARTING.contains(reason))
        .findFirst()
        .orElse(null);
  }

  /** Removes the name of the pod, which differs at each attempt and would change the status. */
  static String withoutName(@Nullable String message) {
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
