// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.workflow.budget.GpuResources;
import io.pentimento.workflow.observation.GpuUse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from a pod how many GPUs, or slices of one, it held, and when. */
public final class GpuUses {
  private static final Set<String> OVER = Set.of("Succeeded", "Failed");

  private GpuUses() {}

  static List<GpuUse> of(JobView view) {
    return view.pods().stream().flatMap(pod -> of(view.job(), pod).stream()).toList();
  }

  /** Empty if the pod holds no GPU or no container has started. */
  public static Optional<GpuUse> of(Job job, Pod pod) {
    double gpus = gpus(job);
    return gpus <= 0
        ? Optional.empty()
        : started(pod).map(from -> new GpuUse(gpus, from, ended(pod, from)));
  }

  private static Optional<Instant> started(Pod pod) {
    return states(pod)
        .map(
            state ->
                state.getTerminated() != null
                    ? state.getTerminated().getStartedAt()
                    : state.getRunning() == null ? null : state.getRunning().getStartedAt())
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .min(Instant::compareTo);
  }

  /** Null while a container runs. The status of a lost node's pod may say so for ever. */
  private static @Nullable Instant ended(Pod pod, Instant from) {
    boolean runs = states(pod).anyMatch(state -> state.getRunning() != null);
    boolean isOver = OVER.contains(pod.getStatus().getPhase());
    if (runs && !isOver) {
      return null;
    }
    return runs ? lastTransition(pod).orElse(from) : lastEnd(pod).orElse(from);
  }

  private static Optional<Instant> lastEnd(Pod pod) {
    return states(pod)
        .map(ContainerState::getTerminated)
        .filter(Objects::nonNull)
        .map(end -> end.getFinishedAt())
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .max(Instant::compareTo);
  }

  private static Optional<Instant> lastTransition(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .map(PodCondition::getLastTransitionTime)
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .max(Instant::compareTo);
  }

  private static Stream<ContainerState> states(Pod pod) {
    return pod.getStatus() == null
        ? Stream.of()
        : pod.getStatus().getContainerStatuses().stream()
            .map(ContainerStatus::getState)
            .filter(Objects::nonNull);
  }

  private static double gpus(Job job) {
    return job.getSpec().getTemplate().getSpec().getContainers().stream()
        .map(Container::getResources)
        .mapToDouble(GpuResources::gpus)
        .sum();
  }
}
