// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.diffusion.method.DegradationRemoval;
import io.pentimento.core.diffusion.method.IterativeRefinement;
import io.pentimento.core.diffusion.method.LoopPlan;
import io.pentimento.core.diffusion.method.LowFrequencyConstrained;
import io.pentimento.core.diffusion.method.PartialGuidance;
import io.pentimento.core.diffusion.method.Unconditional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogSnrSpacingTest {
  private final NoiseSchedule full = NoiseSchedule.linear();

  @Test
  void stepsGoFromTheNoisiestTimestepToTheCleanest() {
    assertThat(kept(8, 399, 0)).startsWith(0).endsWith(399).hasSize(8);
    assertThat(kept(5, 600, 350)).startsWith(350).endsWith(600).hasSize(5);
  }

  /** Timesteps are dense enough here for the nearest one to be close. */
  @Test
  void stepsHaveEqualDistancesInLogSnr() {
    NoiseSchedule schedule = new LogSnrSpacing(12).of(full, new TimestepRange(899, 100));
    double mean = (schedule.logSnr(0) - schedule.logSnr(11)) / 11;
    for (int i = 1; i < 12; i++) {
      assertThat(schedule.logSnr(i - 1) - schedule.logSnr(i)).isCloseTo(mean, within(0.01));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16, 50, 200, 399, 400})
  void stepsAreDistinctEvenWhereTheScheduleIsCoarse(int steps) {
    int[] kept = kept(steps, 399, 0);
    assertThat(IntStream.of(kept).distinct().count()).isEqualTo(steps);
    assertThat(kept).isSorted().startsWith(0).endsWith(399);
  }

  /** The distances in log SNR grow towards the noisy end here. */
  @Test
  void asManyStepsAsTimestepsKeepAllOfThem() {
    assertThat(kept(500, 999, 500)).containsExactly(IntStream.range(500, 1000).toArray());
  }

  @Test
  void aSingleStepIsTheNoisiest() {
    assertThat(kept(1, 399, 0)).containsExactly(399);
  }

  @Test
  void moreStepsThanTimestepsAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kept(11, 9, 0))
        .withMessageContaining("11 steps do not fit between timesteps 0 and 9, which have 10");
    assertThatIllegalArgumentException().isThrownBy(() -> new LogSnrSpacing(0));
  }

  /** The table of docs/method.md, section 2.1. */
  @ParameterizedTest
  @CsvSource({
    "12, 600, 360, 3, 387", "12, 400, 200, 3, 211", "12, 250, 125, 2, 178",
    "16, 600, 360, 4, 363", "16, 400, 200, 3, 258", "16, 250, 125, 3, 149",
    "17, 600, 360, 4, 379", "17, 400, 200, 4, 206", "17, 250, 125, 3, 155",
    "24, 600, 360, 5, 397", "24, 400, 200, 5, 219", "24, 250, 125, 5, 125",
  })
  void theLastConstrainedTimestepDependsOnTheNumberOfSteps(
      int steps, int start, int end, int constrained, int last) {
    int[] above = IntStream.of(kept(steps, start - 1, 0)).filter(t -> t >= end).toArray();

    assertThat(above).hasSize(constrained).startsWith(last);
  }

  @Test
  void everyStepOfTheRangeIsUsedAndTheConstraintEndsAtItsTimestep() {
    LowFrequencyConstrained method = LowFrequencyConstrained.strict(400, 200, 4);
    NoiseSchedule schedule = new LogSnrSpacing(10).of(full, method.range(full));
    LoopPlan plan = method.plan(schedule, 16, 16);

    assertThat(plan.steps()).isEqualTo(10);
    for (int i = 0; i < 10; i++) {
      assertThat(plan.constraint().holds(i)).isEqualTo(schedule.timestep(i) >= 200);
    }
  }

  @Test
  void degradationRemovalGoesFromItsStartToItsEnd() {
    DegradationRemoval method = new DegradationRemoval(600, 350, 4);
    NoiseSchedule schedule = new LogSnrSpacing(6).of(full, method.range(full));
    LoopPlan plan = method.plan(schedule, 16, 16);

    assertThat(schedule.timestep(plan.first())).isEqualTo(600);
    assertThat(schedule.timestep(plan.last())).isEqualTo(350);
    assertThat(plan.steps()).isEqualTo(6);
  }

  @Test
  void methodsWithoutAStartUseTheWholeSchedule() {
    assertThat(new IterativeRefinement(100, 4).range(full)).isEqualTo(new TimestepRange(999, 0));
    assertThat(new PartialGuidance(0.1).range(full)).isEqualTo(new TimestepRange(999, 0));
    assertThat(new Unconditional(400).range(full)).isEqualTo(new TimestepRange(399, 0));
  }

  private int[] kept(int steps, int noisiest, int cleanest) {
    return new LogSnrSpacing(steps).kept(full, new TimestepRange(noisiest, cleanest));
  }
}
