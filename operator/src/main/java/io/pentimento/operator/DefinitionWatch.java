// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Waits for a custom resource definition that is installed after the operator started. Controllers
 * cannot be added to a running operator, so it restarts; pods continue meanwhile.
 */
final class DefinitionWatch {
  private static final Logger LOG = Logger.getLogger(DefinitionWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final BooleanSupplier isInstalled;
  private final Runnable restart;
  private final Duration interval;

  DefinitionWatch(BooleanSupplier isInstalled, Runnable restart) {
    this(isInstalled, restart, INTERVAL);
  }

  /**
   * @param isInstalled reads the definitions from the API server
   * @param interval between two questions
   */
  DefinitionWatch(BooleanSupplier isInstalled, Runnable restart, Duration interval) {
    this.isInstalled = isInstalled;
    this.restart = restart;
    this.interval = interval;
  }

  boolean isInstalled() {
    return isInstalled.getAsBoolean();
  }

  /** Restarts the operator when the definition is there. */
  void awaitInstallation() {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "definition-watch");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(
            () -> look(timer), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(ScheduledExecutorService timer) {
    try {
      if (isInstalled()) {
        LOG.info("The missing definition is installed now; restarting");
        timer.shutdown();
        restart.run();
      }
    } catch (RuntimeException e) {
      LOG.debugf("Cannot read the CustomResourceDefinition: %s", e.getMessage());
    }
  }
}
