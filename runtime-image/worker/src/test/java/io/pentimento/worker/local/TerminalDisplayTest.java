// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.contract.StageProgress;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.SourceReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines that a run draws on a terminal. */
class TerminalDisplayTest {
  private static final String HALF = "[############------------]";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TerminalDisplay display =
      new TerminalDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  private static List<String> lines(AdaptationJobStatus status, StageRun... runs) {
    return TerminalDisplay.lines(status, List.of(runs));
  }

  private static StageRun run(ProcessState... processes) {
    return new StageRun(StageName.TRAIN, StageStatuses.KEY, 1, "train-1", List.of(processes));
  }

  private static ProcessState progress(Double rate, Long secondsLeft, String message) {
    return new ProcessState.Running(
        new StageProgress(
            StageName.TRAIN, StageStatuses.KEY, 0, 5, 10, 0, rate, secondsLeft, message, "now"));
  }

  private String drawn() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Test
  void theFirstLineHasPhasePercentageAndRemainingTime() {
    assertThat(lines(StageStatuses.job(Phase.TRAINING, 42, 3725L)))
        .containsExactly("Training  42 %  about 1 h 02 min left");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "unknown",
      value = {"0", "unknown"})
  void anUnknownRemainingTimeIsNotShown(Long secondsLeft) {
    assertThat(lines(StageStatuses.job(Phase.PREPARING, 3, secondsLeft)))
        .containsExactly("Preparing  3 %");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0:00 min",
    "59, 0:59 min",
    "61, 1:01 min",
    "3600, 1 h 00 min",
    "7265, 2 h 01 min"
  })
  void timesAreShownInMinutesOrHours(long seconds, String shown) {
    assertThat(TerminalDisplay.time(seconds)).isEqualTo(shown);
  }

  @Test
  void aFinishedStageHasAFullBarAndItsCounts() {
    assertThat(
            lines(
                StageStatuses.job(
                    Phase.GENERATING,
                    StageStatuses.succeeded(StageName.PREPARE, new ItemCounts(8, 10, 2)))))
        .containsExactly("  prepare  [" + "#".repeat(24) + "]  done  8 of 10, 2 failed");
  }

  @Test
  void theWarningOfAFinishedStageIsShown() {
    assertThat(
            lines(
                StageStatuses.job(
                    Phase.GENERATING,
                    StageStatuses.with(
                        StageName.PREPARE,
                        StageState.SUCCEEDED,
                        SourceReason.DATASET_NOT_ALIGNED,
                        "eyes"))))
        .singleElement()
        .asString()
        .endsWith("done  with a warning");
  }

  @Test
  void aFailedStageShowsItsMessage() {
    assertThat(
            lines(
                StageStatuses.job(
                    Phase.FAILED,
                    StageStatuses.with(
                        StageName.TRAIN,
                        StageState.FAILED,
                        FailureReason.DISK_FULL,
                        "the disk is full"))))
        .containsExactly("  train    failed: the disk is full");
  }

  @Test
  void aWaitingStageShowsItsReasonUnlessItOnlyWaitsForAnotherStage() {
    AdaptationJobStatus status =
        StageStatuses.job(
            Phase.TRAINING,
            StageStatuses.with(
                StageName.EVALUATE, StageState.WAITING, WaitReason.WAITING_FOR_STAGE, "train"),
            StageStatuses.with(
                StageName.SERVE, StageState.WAITING, WaitReason.WAITING_FOR_APPROVAL, "approve"));

    assertThat(lines(status).get(0)).endsWith("[" + "-".repeat(24) + "]  ");
    assertThat(lines(status).get(1)).endsWith("  WaitingForApproval: approve");
  }

  @Test
  void theBarOfARunningStageCountsFailedItemsAsProcessed() {
    assertThat(
            lines(
                StageStatuses.job(
                    Phase.TRAINING,
                    StageStatuses.running(StageName.TRAIN, new ItemCounts(4, 10, 1)))))
        .singleElement()
        .asString()
        .contains(HALF, "4 of 10, 1 failed");
  }

  @Test
  void ratesOfProcessesAreAddedAndTheSlowestGivesTheRemainingTime() {
    AdaptationJobStatus status =
        StageStatuses.job(
            Phase.TRAINING, StageStatuses.running(StageName.TRAIN, new ItemCounts(5, 10, 0)));

    assertThat(lines(status, run(progress(1.5, 20L, "loss 0.1"), progress(2.0, 90L, "loss 0.2"))))
        .singleElement()
        .asString()
        .contains("3.50/s  1:30 min left  loss 0.1");
  }

  @Test
  void aProcessWithoutProgressShowsNeitherRateNorTime() {
    AdaptationJobStatus status =
        StageStatuses.job(Phase.TRAINING, StageStatuses.running(StageName.TRAIN, null));

    assertThat(lines(status, run(new ProcessState.Running(null))))
        .singleElement()
        .asString()
        .doesNotContain("/s", "left", "null");
  }

  @Test
  void linesAreRedrawnInPlaceAfterAChange() {
    AdaptationJobStatus before = StageStatuses.job(Phase.TRAINING, 10, null);

    display.show(before, List.of());
    assertThat(drawn()).isEqualTo("\033[2KTraining  10 %\n");
    display.show(before, List.of());
    assertThat(drawn()).as("nothing changed").isEmpty();
    display.show(StageStatuses.job(Phase.TRAINING, 11, null), List.of());
    assertThat(drawn()).isEqualTo("\033[1A\033[2KTraining  11 %\n");
  }

  @Test
  void longLinesAreCutSoThatTheTerminalDoesNotWrapThem() {
    display.show(
        StageStatuses.job(
            Phase.FAILED,
            StageStatuses.with(
                StageName.TRAIN, StageState.FAILED, FailureReason.DATA, "x".repeat(500))),
        List.of());

    assertThat(drawn().replace("\033[2K", "").strip()).hasSizeLessThanOrEqualTo(110).endsWith("x…");
  }
}
