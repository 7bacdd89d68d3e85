// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.budget.BudgetAction;
import io.pentimento.api.v1alpha1.budget.BudgetSpec;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.UsageStatus;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.GpuUse;
import io.pentimento.workflow.stage.FailureCounts;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a budget stops, and when. */
class BudgetLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final StageOutcome START = new StageOutcome.Start(1, new FailureCounts(0, 0));

  @ParameterizedTest
  @CsvSource({"99.9, false", "100, true", "250, true"})
  void itIsExceededWhenAllOfItIsUsed(double used, boolean isExceeded) {
    assertThat(budget(100, used, BudgetAction.SUSPEND).isExceeded()).isEqualTo(isExceeded);
  }

  @Test
  void withoutALimitOrAnyUseItIsNotExceeded() {
    assertThat(new Budget(null, used(1e9)).isExceeded()).isFalse();
    assertThat(new Budget(new BudgetSpec(1L, null), null).isExceeded()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = StageName.class,
      names = {"GENERATE", "TRAIN", "EVALUATE"})
  void stagesThatUseGpusWaitForAHigherBudget(StageName stage) {
    StageResult result = stopped(stage, BudgetAction.SUSPEND);

    assertThat(result.outcome().state()).isEqualTo(StageState.WAITING);
    assertThat(result.outcome().reason()).isEqualTo(WaitReason.BUDGET_EXCEEDED);
    assertThat(result.outcome().message())
        .isEqualTo(
            "The stages used 120 of 100 GPU seconds; raise spec.budget.gpuSeconds to continue");
    assertThat(Budget.holds(List.of(result))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = StageName.class,
      names = {"PREPARE", "PUBLISH", "SERVE"})
  void theOtherStagesGoOn(StageName stage) {
    assertThat(stopped(stage, BudgetAction.SUSPEND).outcome()).isEqualTo(START);
  }

  @Test
  void theStageFailsIfTheSpecSaysSo() {
    StageResult result = stopped(StageName.TRAIN, BudgetAction.FAIL);

    assertThat(result.isFailed()).isTrue();
    assertThat(result.outcome().reason()).isEqualTo(WaitReason.BUDGET_EXCEEDED);
    assertThat(Budget.holds(List.of(result))).isFalse();
  }

  @Test
  void aFinishedStageStaysFinished() {
    StageOutcome done = new StageOutcome.Done(null, NormalReason.COMPLETED, null);

    assertThat(budget(100, 120, BudgetAction.FAIL).applyTo(List.of(result(StageName.TRAIN, done))))
        .extracting(StageResult::outcome)
        .containsExactly(done);
  }

  @Test
  void nothingStopsBeforeTheLimit() {
    List<StageResult> results = List.of(result(StageName.TRAIN, START));

    assertThat(budget(100, 99, BudgetAction.FAIL).applyTo(results)).isEqualTo(results);
    assertThat(Budget.holds(results)).isFalse();
  }

  @Test
  void itEndsWhenTheRunningPodsWillHaveUsedTheRest() {
    List<GpuUse> uses =
        List.of(
            new GpuUse(2, NOW.minusSeconds(5), null),
            new GpuUse(2, NOW.minusSeconds(5), null),
            new GpuUse(8, NOW.minusSeconds(5), NOW.minusSeconds(1)));

    assertThat(budget(100, 40, BudgetAction.SUSPEND).endsAt(uses, NOW))
        .contains(NOW.plusSeconds(15));
  }

  @Test
  void itHasNoEndWithoutALimitWithoutRunningPodsOrAfterIt() {
    List<GpuUse> running = List.of(new GpuUse(1, NOW, null));

    assertThat(new Budget(null, used(1)).endsAt(running, NOW)).isEmpty();
    assertThat(budget(100, 40, BudgetAction.SUSPEND).endsAt(List.of(), NOW)).isEmpty();
    assertThat(budget(100, 100, BudgetAction.SUSPEND).endsAt(running, NOW)).isEmpty();
  }

  private static StageResult stopped(StageName stage, BudgetAction action) {
    return budget(100, 120, action).applyTo(List.of(result(stage, START))).get(0);
  }

  private static Budget budget(long limit, double used, BudgetAction action) {
    return new Budget(new BudgetSpec(limit, action), used(used));
  }

  private static UsageStatus used(double seconds) {
    return new UsageStatus(seconds, NOW.toString());
  }

  private static StageResult result(StageName stage, StageOutcome outcome) {
    return new StageResult(stage, null, outcome, null);
  }
}
