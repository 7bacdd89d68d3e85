package io.pentimento.workflow.stage;

import java.time.Duration;
import java.time.Instant;

/**
 * How often and when a failed stage is tried again: as in a Job, after 10 s, 20 s, 40 s, …, at most
 * six minutes. More memory does not come by waiting, so what ran out of it has a smaller budget.
 *
 * @param backoffLimit retries after the first attempt
 */
public record RetryPolicy(int backoffLimit) {
  /** Reason of a stage that waits for its next attempt. */
  static final String BACK_OFF = "BackOff";

  private static final int RESOURCE_RETRIES = 2;
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(6);
  private static final int DOUBLINGS_TO_LONGEST = 6;

  /** Where a stage stands whose attempt (from 1) failed in a way that may pass. */
  StageOutcome afterFailure(int attempt, AttemptFailure setback, Instant now) {
    FailureCounts failures = setback.failures();
    if (failures.resourceFailures() > RESOURCE_RETRIES && setback.failure() != null) {
      return new StageOutcome.Failed(
          setback.reason(),
          "Ran out of memory or disk %s; the last time: %s"
              .formatted(times(failures.resourceFailures()), setback.message()),
          setback);
    }
    if (failures.counted() > backoffLimit) {
      return new StageOutcome.Failed(
          "BackoffLimitExceeded",
          "Failed %s; the last time: %s".formatted(times(failures.counted()), setback.message()),
          setback);
    }
    Instant next = setback.at().plus(delay(failures.counted()));
    return now.isBefore(next)
        ? new StageOutcome.Waiting(BACK_OFF, setback.message(), next, setback)
        : new StageOutcome.Start(attempt + 1, failures);
  }

  static Duration delay(int failures) {
    Duration delay = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_TO_LONGEST));
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }
}
