// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.pentimento.workflow.observation.StageRun.Leftovers;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The container that runs a stage; others may have been injected beside it. */
final class WorkerContainer {
  private static final String NAME = "worker";

  private WorkerContainer() {}

  /** How the worker ended; empty if it has not. */
  static Optional<ContainerStateTerminated> end(Pod pod) {
    return PodWaitReason.containers(pod.getStatus())
        .filter(status -> NAME.equals(status.getName()))
        .flatMap(status -> state(status, ContainerState::getTerminated).stream())
        .findFirst();
  }

  /** Whether the worker has ended and another container keeps the pod. */
  static boolean isOutlived(Pod pod) {
    return pod.getStatus() != null
        && "Running".equals(pod.getStatus().getPhase())
        && end(pod).isPresent();
  }

  /**
   * Containers that keep these pods running although their workers have ended; null if there are
   * none.
   */
  static @Nullable Leftovers leftovers(Collection<Pod> pods) {
    List<Pod> outlived = pods.stream().filter(WorkerContainer::isOutlived).toList();
    if (outlived.isEmpty()) {
      return null;
    }
    String containers =
        outlived.stream()
            .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
            .filter(status -> state(status, ContainerState::getRunning).isPresent())
            .map(ContainerStatus::getName)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    Instant since =
        outlived.stream()
            .flatMap(pod -> end(pod).stream())
            .map(ContainerStateTerminated::getFinishedAt)
            .filter(Objects::nonNull)
            .map(Instant::parse)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    return new Leftovers(containers, since);
  }

  private static <T> Optional<T> state(ContainerStatus status, Function<ContainerState, T> part) {
    return Optional.ofNullable(status.getState()).map(part);
  }
}
