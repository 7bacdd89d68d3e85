// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.controllers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Measures how long a rollout has made no progress. */
final class RolloutClock {
  private final Clock clock;
  private String template = "";
  private int progress;
  private Instant since = Instant.MIN;
  private boolean done;

  RolloutClock(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param step increases with each created pod and each pod that becomes ready
   */
  void see(String templateHash, int step, boolean complete) {
    if (!template.equals(templateHash)) {
      template = templateHash;
      progress = -1;
      done = false;
    }
    if (step > progress) {
      progress = step;
      since = clock.instant();
    }
    done = done || complete;
  }

  /** A rollout that was complete once no longer exceeds its deadline. */
  boolean isDone() {
    return done;
  }

  boolean isLate(Duration deadline) {
    return !done && clock.instant().isAfter(since.plus(deadline));
  }
}
