// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.reason.CanaryReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The condition CanaryPassed. */
class CanaryConditionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final ConditionFactory MAKE = ConditionFactory.of(List.of(), 3L, NOW);

  private static CanaryStatus in(CanaryPhase phase, CanaryReason reason) {
    return CanaryStatus.starting("sha256:1", "restore", NOW)
        .enterStep(1, 25, NOW)
        .enter(phase, 25, NOW)
        .because(reason, "the message");
  }

  @ParameterizedTest
  @CsvSource({
    "STARTING, Unknown",
    "STEPPING, Unknown",
    "PROMOTING, Unknown",
    "FINISHING, True",
    "SUCCEEDED, True",
    "ROLLING_BACK, False",
    "ROLLED_BACK, False",
    "SKIPPED, False"
  })
  void theConditionIsTrueOnceTheModelServes(CanaryPhase phase, String status) {
    Condition condition = CanaryCondition.of(in(phase, CanaryReason.LATENCY), MAKE);

    assertThat(condition.getType()).isEqualTo("CanaryPassed");
    assertThat(condition.getStatus()).isEqualTo(status);
    assertThat(condition.getReason()).isEqualTo("CanaryLatency");
    assertThat(condition.getObservedGeneration()).isEqualTo(3);
  }

  @Test
  void aStepIsDescribedWithoutItsMeasurements() {
    assertThat(CanaryCondition.of(in(CanaryPhase.STEPPING, CanaryReason.STEP), MAKE).getMessage())
        .isEqualTo(
            "The new model receives 25 % of the requests; status.serving.canary has the"
                + " measurements");
  }

  @ParameterizedTest
  @CsvSource({"ROUTE_MISSING", "ROUTE_WITHOUT_SERVERS"})
  void aRouteThatCannotBeSplitIsReportedDuringAStepToo(CanaryReason reason) {
    assertThat(CanaryCondition.text(in(CanaryPhase.STEPPING, reason))).isEqualTo("the message");
  }

  @ParameterizedTest
  @CsvSource({"STARTING", "PROMOTING", "FINISHING", "ROLLED_BACK", "SKIPPED"})
  void otherPhasesHaveTheirOwnMessage(CanaryPhase phase) {
    assertThat(CanaryCondition.of(in(phase, CanaryReason.LATENCY), MAKE).getMessage())
        .isEqualTo("the message");
  }

  @Test
  void anotherMeasurementOfTheSameStepIsTheSameCondition() {
    CanaryStatus step = in(CanaryPhase.STEPPING, CanaryReason.STEP);

    assertThat(CanaryCondition.of(step.because(CanaryReason.STEP, "20 pairs"), MAKE))
        .isEqualTo(CanaryCondition.of(step.because(CanaryReason.STEP, "30 pairs"), MAKE));
  }
}
