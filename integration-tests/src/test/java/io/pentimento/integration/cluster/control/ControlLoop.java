// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.control;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.integration.cluster.api.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs controllers repeatedly, one after the other. */
public final class ControlLoop implements AutoCloseable {
  private static final int PAUSE_MILLIS = 100;
  private static final int PATIENCE_SECONDS = 20;

  private final List<Controller> controllers;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "control-loop"));
  private Future<?> work = CompletableFuture.completedFuture(null);

  public ControlLoop(List<Controller> controllers) {
    this.controllers = List.copyOf(controllers);
  }

  public void start() {
    work = thread.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    for (Controller controller : controllers) {
      try {
        controller.look();
      } catch (KubernetesClientException e) {
        rethrowUnlessOvertaken(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** An outdated read is ignored, because the next run reads again. */
  private void rethrowUnlessOvertaken(KubernetesClientException e) {
    if (e.getCode() != Requests.CONFLICT && e.getCode() != Requests.NOT_FOUND) {
      throw e;
    }
  }

  /**
   * Fails if a controller failed, because the test would then not observe the behaviour of a
   * cluster.
   */
  public void assertSound() {
    if (work.isDone()) {
      try {
        work.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new AssertionError("the simulated cluster failed", e);
      }
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
