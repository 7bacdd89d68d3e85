package io.pentimento.decide;

import java.time.Duration;
import java.time.Instant;

/**
 * How often and when a failed stage is tried again: as in a Job, after 10 s, 20 s, 40 s, …, at most
 * six minutes.
 *
 * @param backoffLimit retries after the first attempt
 */
record RetryPolicy(int backoffLimit) {
  /** Reason of a stage that waits for its next attempt. */
  static final String BACK_OFF = "BackOff";

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(6);
  private static final int DOUBLINGS_TO_LONGEST = 6;

  /** Where a stage stands whose attempt (from 1) failed in a way that may pass. */
  StageOutcome afterFailure(int attempt, Instant failedAt, String message, Instant now) {
    if (attempt > backoffLimit) {
      String times = attempt == 1 ? "once" : attempt + " times";
      return new StageOutcome.Failed(
          "BackoffLimitExceeded", "Failed %s; the last time: %s".formatted(times, message));
    }
    Instant next = failedAt.plus(delay(attempt));
    return now.isBefore(next)
        ? new StageOutcome.Waiting(BACK_OFF, message, failedAt, next)
        : new StageOutcome.Start(attempt + 1);
  }

  static Duration delay(int attempt) {
    Duration delay = FIRST.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS_TO_LONGEST));
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }
}
