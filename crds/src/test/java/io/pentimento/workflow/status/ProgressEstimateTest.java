// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.Progress;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageProgress;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.stage.StageResult;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares of the stages: prepare 5, generate 45, train 40, evaluate 8, serve 2 per cent. */
class ProgressEstimateTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

  @ParameterizedTest
  @CsvSource({"PREPARE, 0", "GENERATE, 5", "TRAIN, 50", "EVALUATE, 90", "SERVE, 98"})
  void finishedStagesCountWithTheirShare(StageName current, int percentage) {
    assertThat(of(PhasesTest.until(current, Results.running(current))))
        .isEqualTo(new Progress(percentage, null, NOW.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    // stage, done, failed, percentage
    "GENERATE, 0, 0, 5",
    "GENERATE, 5, 0, 27",
    "GENERATE, 5, 5, 27",
    "GENERATE, 10, 0, 50",
    "TRAIN, 5, 0, 70",
    "TRAIN, 10, 0, 90",
    "SERVE, 10, 0, 99"
  })
  void theItemsOfTheCurrentStageCountWithinItsShare(
      StageName current, long done, long failed, int percentage) {
    StageResult running = Results.running(current, process(current, done, failed, null));

    assertThat(of(PhasesTest.until(current, running)).percentage()).isEqualTo(percentage);
  }

  @Test
  void aFinishedJobHasNothingLeft() {
    List<StageResult> all = Stream.of(StageName.values()).map(Results::done).toList();

    assertThat(of(all)).isEqualTo(new Progress(100, 0L, NOW.toString()));
  }

  /** Half of train takes 100 s for 20 of the 30 per cent that are left. */
  @Test
  void theRemainingTimeOfTheStageIsExtrapolatedToTheJob() {
    StageResult running = Results.running(StageName.TRAIN, process(StageName.TRAIN, 5, 0, 100L));

    assertThat(of(PhasesTest.until(StageName.TRAIN, running)).estimatedRemainingSeconds())
        .isEqualTo(150);
  }

  @Test
  void theSlowestProcessDecides() {
    StageResult running =
        Results.running(
            StageName.TRAIN,
            process(StageName.TRAIN, 5, 0, 100L),
            process(StageName.TRAIN, 5, 0, 40L),
            process(StageName.TRAIN, 5, 0, null),
            new ProcessState.Running(null));

    assertThat(of(PhasesTest.until(StageName.TRAIN, running)).estimatedRemainingSeconds())
        .isEqualTo(150);
  }

  @Test
  void aStageThatIsAlmostFinishedSaysNothingAboutTheOthers() {
    StageResult running = Results.running(StageName.TRAIN, process(StageName.TRAIN, 10, 0, 0L));

    assertThat(of(PhasesTest.until(StageName.TRAIN, running)).estimatedRemainingSeconds()).isNull();
  }

  @Test
  void unchangedNumbersKeepTheirTime() {
    List<StageResult> results = PhasesTest.until(StageName.TRAIN, Results.running(StageName.TRAIN));
    Progress before = new Progress(50, null, "2026-11-23T00:00:00Z");

    assertThat(ProgressEstimate.of(results, before, NOW)).isSameAs(before);
  }

  @ParameterizedTest
  @CsvSource({"49, ", "50, 7"})
  void changedNumbersGetTheCurrentTime(int percentage, Long left) {
    List<StageResult> results = PhasesTest.until(StageName.TRAIN, Results.running(StageName.TRAIN));
    Progress before = new Progress(percentage, left, "2026-11-23T00:00:00Z");

    assertThat(ProgressEstimate.of(results, before, NOW))
        .isEqualTo(new Progress(50, null, NOW.toString()));
  }

  private static Progress of(List<StageResult> results) {
    return ProgressEstimate.of(results, null, NOW);
  }

  /** Of ten items; {@code done} without the failed ones. */
  private static ProcessState process(StageName stage, long done, long failed, Long secondsLeft) {
    long finished = Math.max(done, failed);
    return new ProcessState.Running(
        new StageProgress(
            stage,
            Results.KEY,
            null,
            finished,
            10,
            failed,
            null,
            secondsLeft,
            null,
            NOW.toString()));
  }
}
