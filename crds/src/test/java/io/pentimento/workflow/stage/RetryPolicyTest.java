// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private static final Instant FAILED = Instant.parse("2026-11-24T00:00:00Z");
  private static final int ATTEMPT = 4;

  @ParameterizedTest
  @CsvSource({
    "1, 10",
    "2, 20",
    "3, 40",
    "4, 80",
    "5, 160",
    "6, 320",
    "7, 360",
    "8, 360",
    "100, 360"
  })
  void theDelayDoublesWithEachFailureUpToSixMinutes(int failures, int seconds) {
    assertThat(RetryPolicy.delay(failures)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void theNextAttemptWaitsUntilTheDelayHasPassed() {
    AttemptFailure failure = failure(1, 0, FailureClass.INFRASTRUCTURE);
    Instant next = FAILED.plusSeconds(10);

    assertThat(after(failure, 6, next.minusMillis(1)))
        .isEqualTo(
            new StageOutcome.Waiting(WaitReason.BACK_OFF, "the server is busy", next, failure));
    assertThat(after(failure, 6, next))
        .isEqualTo(new StageOutcome.Start(ATTEMPT + 1, failure.failures()));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, true", "1, 1, false", "1, 2, true", "6, 6, false", "6, 7, true"})
  void theStageFailsAfterMoreFailuresThanTheLimit(int limit, int failures, boolean fails) {
    StageOutcome outcome = later(failure(failures, 0, FailureClass.INFRASTRUCTURE), limit);

    assertThat(outcome instanceof StageOutcome.Failed).isEqualTo(fails);
  }

  @ParameterizedTest
  @CsvSource({"1, once", "2, 2 times", "3, 3 times"})
  void theMessageHasTheNumberOfFailuresAndTheLastOne(int failures, String times) {
    AttemptFailure failure = failure(failures, 0, FailureClass.INFRASTRUCTURE);

    assertThat(later(failure, 0))
        .isEqualTo(
            new StageOutcome.Failed(
                FailureReason.BACKOFF_LIMIT_EXCEEDED,
                "Failed " + times + "; last failure: the server is busy",
                failure));
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "3, true", "4, true"})
  void lackOfMemoryIsRetriedTwiceWhateverTheLimit(int failures, boolean fails) {
    StageOutcome outcome = later(failure(failures, failures, FailureClass.RESOURCES), 100);

    assertThat(outcome instanceof StageOutcome.Failed).isEqualTo(fails);
  }

  @Test
  void lackOfMemoryIsReportedWithItsOwnReason() {
    AttemptFailure failure = failure(3, 3, FailureClass.RESOURCES);

    assertThat(later(failure, 100))
        .isEqualTo(
            new StageOutcome.Failed(
                Reason.of("Lost"),
                "Ran out of memory or disk 3 times; last failure: the server is busy",
                failure));
  }

  /** The status records only that the stage backs off, not the class of the last failure. */
  @Test
  void aFailureThatOnlyTheStatusRecordsIsRetried() {
    assertThat(later(failure(3, 3, null), 100)).isInstanceOf(StageOutcome.Start.class);
  }

  private static StageOutcome later(AttemptFailure failure, int limit) {
    return after(failure, limit, FAILED.plusSeconds(3600));
  }

  private static StageOutcome after(AttemptFailure failure, int limit, Instant now) {
    return new RetryPolicy(limit).afterFailure(ATTEMPT, failure, now);
  }

  private static AttemptFailure failure(int counted, int resources, FailureClass failure) {
    return new AttemptFailure(
        new FailureCounts(counted, resources),
        failure,
        Reason.of("Lost"),
        "the server is busy",
        75,
        FAILED);
  }
}
