// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.metrics;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.operator.observe.GpuUses;
import java.time.Instant;

/** Computes the GPU seconds of pods, and whether they were useful. */
final class GpuTime {
  private GpuTime() {}

  /**
   * Seconds times GPUs that a pod of this Job held.
   *
   * @param now end of what still runs
   */
  static double seconds(Job job, Pod pod, Instant now) {
    return GpuUses.of(job, pod).map(use -> use.seconds(Instant.EPOCH, now)).orElse(0.0);
  }

  static boolean wasUseful(Pod pod) {
    return pod.getStatus() != null
        && ("Succeeded".equals(pod.getStatus().getPhase())
            || pod.getStatus().getContainerStatuses().stream()
                .anyMatch(GpuTime::isWorkerThatSucceeded));
  }

  /** Another container may keep the pod. */
  private static boolean isWorkerThatSucceeded(ContainerStatus status) {
    return "worker".equals(status.getName())
        && status.getState() != null
        && status.getState().getTerminated() != null
        && Integer.valueOf(0).equals(status.getState().getTerminated().getExitCode());
  }
}
