package io.pentimento.operator.metrics;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Computes the GPU time of pods: seconds times number of GPUs or slices. */
final class GpuTime {
  private GpuTime() {}

  /**
   * Seconds times GPUs that a pod of this Job occupied.
   *
   * @param now the end of a container that still runs
   */
  static double seconds(Job job, Pod pod, Instant now) {
    return gpus(job) * held(pod, now).toMillis() / 1000.0;
  }

  static boolean wasUseful(Pod pod) {
    return pod.getStatus() != null
        && ("Succeeded".equals(pod.getStatus().getPhase())
            || pod.getStatus().getContainerStatuses().stream()
                .anyMatch(GpuTime::isWorkerThatSucceeded));
  }

  /** Another container may keep the pod running. */
  private static boolean isWorkerThatSucceeded(ContainerStatus status) {
    return "worker".equals(status.getName())
        && status.getState() != null
        && status.getState().getTerminated() != null
        && Integer.valueOf(0).equals(status.getState().getTerminated().getExitCode());
  }

  /** Extended resources of GPU vendors, by the name in the job. */
  private static double gpus(Job job) {
    return job.getSpec().getTemplate().getSpec().getContainers().stream()
        .map(GpuTime::limits)
        .flatMap(limits -> limits.entrySet().stream())
        .filter(e -> e.getKey().startsWith("nvidia.com/") || e.getKey().contains("/gpu"))
        .mapToDouble(e -> e.getValue().getNumericalAmount().doubleValue())
        .sum();
  }

  private static Map<String, Quantity> limits(Container container) {
    return container.getResources() == null || container.getResources().getLimits() == null
        ? Map.of()
        : container.getResources().getLimits();
  }

  private static Duration held(Pod pod, Instant now) {
    return pod.getStatus() == null
        ? Duration.ZERO
        : pod.getStatus().getContainerStatuses().stream()
            .map(ContainerStatus::getState)
            .filter(Objects::nonNull)
            .map(state -> held(state, now))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
  }

  private static Duration held(ContainerState state, Instant now) {
    if (state.getTerminated() != null) {
      return between(state.getTerminated().getStartedAt(), state.getTerminated().getFinishedAt());
    }
    return state.getRunning() == null
        ? Duration.ZERO
        : between(state.getRunning().getStartedAt(), now.toString());
  }

  private static Duration between(String from, String to) {
    return Optional.ofNullable(from)
        .flatMap(
            start ->
                Optional.ofNullable(to)
                    .map(end -> Duration.between(Instant.parse(start), Instant.parse(end))))
        .filter(duration -> !duration.isNegative())
        .orElse(Duration.ZERO);
  }
}
