// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.ReconcileReason;
import io.pentimento.reason.ResultReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnplannedStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final ReconcileFailure FAILURE =
      new ReconcileFailure(ReconcileReason.REJECTED, "quota exceeded");

  @Test
  void aJobWithoutAnyValidSpecFailsBeforeItStarts() {
    AdaptationJobStatus status =
        UnplannedStatus.of(
            new InvalidSpec("spec.prior: Required value", 3L), after(AdaptationJobStatus.empty()));

    assertThat(status.phase()).isEqualTo(Phase.FAILED);
    assertThat(status.observedGeneration()).isEqualTo(3);
    assertThat(status.conditions())
        .extracting(Condition::getType, Condition::getStatus)
        .containsExactly(
            tuple("Ready", "False"), tuple("Stalled", "True"), tuple("Reconciling", "False"));
    assertThat(status.conditions())
        .allSatisfy(
            condition -> {
              assertThat(condition.getReason()).isEqualTo("InvalidSpec");
              assertThat(condition.getMessage())
                  .isEqualTo(
                      "The spec is invalid; no work starts until it is fixed: spec.prior: Required"
                          + " value");
            });
  }

  @Test
  void aReconcileFailureStallsTheJobAndKeepsTheRest() {
    AdaptationJobStatus before = stalled(false).withPhase(Phase.TRAINING);

    AdaptationJobStatus status = UnplannedStatus.of(FAILURE, false, after(before));

    assertThat(status.phase()).isEqualTo(Phase.TRAINING);
    assertThat(status.condition("Stalled").orElseThrow().getReason()).isEqualTo("Rejected");
    assertThat(status.condition("Stalled").orElseThrow().getMessage()).isEqualTo("quota exceeded");
  }

  @Test
  void aFailedStageIsMoreSevereThanAReconcileFailure() {
    AdaptationJobStatus before = stalled(true);

    assertThat(UnplannedStatus.of(FAILURE, false, after(before))).isEqualTo(before);
  }

  @Test
  void aReconcileFailureReplacesAnEarlierOne() {
    AdaptationJobStatus status = UnplannedStatus.of(FAILURE, true, after(stalled(true)));

    assertThat(status.condition("Stalled").orElseThrow().getReason()).isEqualTo("Rejected");
  }

  @Test
  void aJobWithoutStatusIsStalledByAReconcileFailure() {
    assertThat(UnplannedStatus.of(FAILURE, false, after(AdaptationJobStatus.empty())).conditions())
        .singleElement()
        .extracting(Condition::getType)
        .isEqualTo("Stalled");
  }

  private static AdaptationJobStatus stalled(boolean value) {
    ConditionFactory factory = after(AdaptationJobStatus.empty());
    return AdaptationJobStatus.empty()
        .withConditions(
            List.of(
                value
                    ? factory.isTrue("Stalled", ResultReason.DIVERGED, "the loss is NaN")
                    : factory.isFalse("Stalled", NormalReason.NO_FAILURE, "…")));
  }

  private static ConditionFactory after(AdaptationJobStatus before) {
    return new ConditionFactory(before, 4L, NOW);
  }
}
