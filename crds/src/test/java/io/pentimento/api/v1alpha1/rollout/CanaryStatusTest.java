// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.reason.CanaryReason;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How the state of a canary changes. */
class CanaryStatusTest {
  private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
  private static final Instant LATER = START.plusSeconds(60);
  private static final CanaryStatus BEGUN = CanaryStatus.starting("sha256:1", "restore", START);

  @Test
  void aCanaryBeginsBeforeItsFirstStepWithoutRequests() {
    assertThat(BEGUN)
        .isEqualTo(
            new CanaryStatus(
                CanaryPhase.STARTING,
                "sha256:1",
                "restore",
                0,
                0,
                START.toString(),
                START.toString(),
                null,
                null,
                "CanaryStarting",
                "The servers with the new model start",
                START.toString()));
  }

  @Test
  void aStepHasANumberAndAWeightAndBeginsNow() {
    CanaryStatus step = BEGUN.enterStep(2, 50, LATER);

    assertThat(step.phase()).isEqualTo(CanaryPhase.STEPPING);
    assertThat(step.step()).isEqualTo(2);
    assertThat(step.weight()).isEqualTo(50);
    assertThat(step.transitionedAt()).isEqualTo(LATER.toString());
    assertThat(step.startedAt()).isEqualTo(START.toString());
  }

  @Test
  void anotherPhaseKeepsTheStep() {
    CanaryStatus back = BEGUN.enterStep(2, 50, START).enter(CanaryPhase.ROLLING_BACK, 0, LATER);

    assertThat(back.phase()).isEqualTo(CanaryPhase.ROLLING_BACK);
    assertThat(back.step()).isEqualTo(2);
    assertThat(back.weight()).isZero();
    assertThat(back.transitionedAt()).isEqualTo(LATER.toString());
  }

  @Test
  void aReasonChangesNoTime() {
    CanaryStatus paused = BEGUN.because(CanaryReason.PAUSED, "it is suspended");

    assertThat(paused.reason()).isEqualTo("CanaryPaused");
    assertThat(paused.message()).isEqualTo("it is suspended");
    assertThat(paused.transitionedAt()).isEqualTo(BEGUN.transitionedAt());
    assertThat(paused.updatedAt()).isEqualTo(BEGUN.updatedAt());
  }

  @Test
  void aMeasurementChangesOnlySamplesAndVerdict() {
    CanaryStatus measured = BEGUN.measured(7L, CanaryVerdict.NOT_WORSE);

    assertThat(measured.samples()).isEqualTo(7);
    assertThat(measured.verdict()).isEqualTo(CanaryVerdict.NOT_WORSE);
    assertThat(measured.measured(null, null)).isEqualTo(BEGUN);
  }

  @Test
  void anUpdateChangesOnlyItsTime() {
    CanaryStatus updated = BEGUN.updated(LATER);

    assertThat(updated.updatedAt()).isEqualTo(LATER.toString());
    assertThat(updated.updated(START)).isEqualTo(BEGUN);
  }

  @Test
  void twoMeasurementsOfTheSameStepAreEqualWithoutTheirFigures() {
    CanaryStatus step = BEGUN.enterStep(1, 10, START);
    CanaryStatus one =
        step.measured(3L, CanaryVerdict.INCONCLUSIVE)
            .because(CanaryReason.STEP, "three pairs")
            .updated(LATER);
    CanaryStatus other =
        step.measured(9L, CanaryVerdict.NOT_WORSE)
            .because(CanaryReason.STEP, "nine pairs")
            .updated(START);

    assertThat(one.withoutMeasurements()).isEqualTo(other.withoutMeasurements());
    assertThat(one.withoutMeasurements()).isNotEqualTo(BEGUN.withoutMeasurements());
  }
}
