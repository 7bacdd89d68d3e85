// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A pod with a started container: its process, or that of its latest restart. */
final class RunningPod {
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);

  /** Starts the container again. */
  @FunctionalInterface
  interface Starter {
    ContainerProcess start() throws IOException, NotStarted;
  }

  private final Container container;
  private final boolean restarts;
  private final Starter starter;
  private final Readiness readiness;
  private ContainerProcess process;
  private ContainerProcess previous;
  private Instant stopAt;
  private Instant restartAt;
  private int restartCount;

  RunningPod(Pod pod, Starter starter, Readiness readiness) throws IOException, NotStarted {
    this.container = pod.getSpec().getContainers().get(0);
    this.restarts = !"Never".equals(pod.getSpec().getRestartPolicy());
    this.starter = starter;
    this.readiness = readiness;
    this.process = starter.start();
  }

  ContainerProcess process() {
    return process;
  }

  Readiness readiness() {
    return readiness;
  }

  /** Asks it to stop, and kills it after its grace period. */
  void stop(Duration gracePeriod) {
    if (stopAt == null) {
      stopAt = Instant.now().plus(gracePeriod);
      process.terminate();
    } else if (Instant.now().isAfter(stopAt)) {
      process.kill();
    }
  }

  /** Whether nothing is running and nothing will be started. */
  boolean hasEnded() {
    return !process.isAlive() && (!restarts || stopAt != null);
  }

  boolean hasSucceeded() {
    return process.exitCode() == 0;
  }

  void restartIfDue() throws IOException, NotStarted {
    if (!restarts || stopAt != null || process.isAlive()) {
      return;
    }
    if (restartAt == null) {
      restartAt = Instant.now().plus(FIRST_BACK_OFF.multipliedBy(1L << Math.min(restartCount, 5)));
    } else if (Instant.now().isAfter(restartAt)) {
      previous = process;
      process = starter.start();
      restartAt = null;
      restartCount++;
    }
  }

  boolean isReady() {
    return process.isAlive() && stopAt == null && readiness.isReady();
  }

  List<ContainerStatus> statuses() {
    ContainerStatusBuilder status =
        new ContainerStatusBuilder()
            .withName(container.getName())
            .withImage(container.getImage())
            .withRestartCount(restartCount)
            .withReady(isReady());
    if (restartAt == null) {
      return List.of(
          status
              .withState(process.state())
              .withLastState(previous == null ? null : previous.state())
              .build());
    }
    return List.of(
        status
            .withNewState()
            .withNewWaiting(
                "back-off restarting failed container=" + container.getName(), "CrashLoopBackOff")
            .endState()
            .withLastState(process.state())
            .build());
  }
}
