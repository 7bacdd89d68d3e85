// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import io.pentimento.reason.FailureReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import java.time.Duration;
import java.time.Instant;

/**
 * Number and delay of retries, as in a Job: after 10 s, 20 s, 40 s, …, at most six minutes.
 * Failures for lack of memory or disk are retried fewer times, because waiting does not help.
 *
 * @param backoffLimit retries after the first attempt
 */
public record RetryPolicy(int backoffLimit) {
  /** The reason of a stage that waits for its next attempt. */
  static final Reason BACK_OFF = WaitReason.BACK_OFF;

  private static final int RESOURCE_RETRIES = 2;
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(6);
  private static final int DOUBLINGS_TO_LONGEST = 6;

  /** The outcome after an attempt (from 1) failed in a way that a retry may solve. */
  StageOutcome afterFailure(int attempt, AttemptFailure failure, Instant now) {
    FailureCounts failures = failure.failures();
    if (failures.resourceFailures() > RESOURCE_RETRIES && failure.failure() != null) {
      return new StageOutcome.Failed(
          failure.reason(),
          "Ran out of memory or disk %s; last failure: %s"
              .formatted(times(failures.resourceFailures()), failure.message()),
          failure);
    }
    if (failures.counted() > backoffLimit) {
      return new StageOutcome.Failed(
          FailureReason.BACKOFF_LIMIT_EXCEEDED,
          "Failed %s; last failure: %s".formatted(times(failures.counted()), failure.message()),
          failure);
    }
    Instant next = failure.at().plus(delay(failures.counted()));
    return now.isBefore(next)
        ? new StageOutcome.Waiting(BACK_OFF, failure.message(), next, failure)
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
