package io.pentimento.integration.cluster.controllers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Since when a rollout makes no progress. */
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
   * @param step grows with each pod that is made, and each that gets ready
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

  /** A rollout that was complete once is never late again. */
  boolean isDone() {
    return done;
  }

  boolean isLate(Duration deadline) {
    return !done && clock.instant().isAfter(since.plus(deadline));
  }
}
