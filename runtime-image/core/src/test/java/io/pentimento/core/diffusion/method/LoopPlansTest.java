// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.sampler.Constraint;
import io.pentimento.core.diffusion.schedule.LogSnrSpacing;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.diffusion.schedule.TimestepRange;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Start, steps, constraint and result of every method; docs/method.md, sections 2.1 and 2.5. */
class LoopPlansTest {
  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.linear().respaced(Respacing.even(100));

  static Stream<Arguments> plans() {
    return Stream.of(
        arguments(LowFrequencyConstrained.strict(600, 360, 4), 59, 0, Outcome.STATE, 36),
        arguments(LowFrequencyConstrained.strict(600, 600, 4), 59, 0, Outcome.STATE, 60),
        arguments(LowFrequencyConstrained.strict(600, 0, 4), 59, 0, Outcome.STATE, 0),
        arguments(
            LowFrequencyConstrained.asReleased(600, 360, 4),
            59,
            0,
            Outcome.UNCONSTRAINED_STATE,
            36),
        arguments(new Unconditional(600), 59, 0, Outcome.STATE, 100),
        arguments(new IterativeRefinement(200, 4), 99, 0, Outcome.STATE, 20),
        arguments(new DegradationRemoval(600, 350, 4), 60, 35, Outcome.PREDICTED_START, 0),
        arguments(new DegradationRemoval(1000, 0, 1), 99, 0, Outcome.PREDICTED_START, 0),
        arguments(new PartialGuidance(0.1), 99, 0, Outcome.STATE, 0));
  }

  /** The constraint holds from the first step down to its last index. */
  @ParameterizedTest
  @MethodSource("plans")
  void everyMethodIsAPlanOfTheLoop(
      SamplingMethod method, int first, int last, Outcome outcome, int lastConstrained) {
    LoopPlan plan = method.plan(SCHEDULE, 16, 16);

    assertThat(plan.first()).isEqualTo(first);
    assertThat(plan.last()).isEqualTo(last);
    assertThat(plan.steps()).isEqualTo(first - last + 1);
    assertThat(plan.outcome()).isEqualTo(outcome);
    for (int i = last; i <= first; i++) {
      assertThat(plan.constraint().holds(i)).as("index %d", i).isEqualTo(i >= lastConstrained);
    }
  }

  static Stream<Arguments> ranges() {
    return Stream.of(
        arguments(LowFrequencyConstrained.strict(600, 360, 4), 599, 0),
        arguments(LowFrequencyConstrained.strict(1, 0, 4), 0, 0),
        arguments(new Unconditional(1000), 999, 0),
        arguments(new IterativeRefinement(200, 4), 999, 0),
        arguments(new DegradationRemoval(600, 350, 4), 600, 350),
        arguments(new DegradationRemoval(1000, 350, 4), 999, 350),
        arguments(new PartialGuidance(0.1), 999, 0));
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void everyMethodHasARangeOfTimesteps(SamplingMethod method, int noisiest, int cleanest) {
    assertThat(method.range(NoiseSchedule.linear()))
        .isEqualTo(new TimestepRange(noisiest, cleanest));
  }

  /** With LogSNR spacing over its own range, a method uses every step, from the noisiest on. */
  @ParameterizedTest
  @MethodSource("ranges")
  void stepsOfItsOwnRangeAreAllUsed(SamplingMethod method, int noisiest, int cleanest) {
    int steps = Math.min(8, noisiest - cleanest + 1);
    NoiseSchedule spaced =
        new LogSnrSpacing(steps).of(NoiseSchedule.linear(), new TimestepRange(noisiest, cleanest));

    LoopPlan plan = method.plan(spaced, 16, 16);

    assertThat(spaced.timestep(plan.first())).isEqualTo(noisiest);
    assertThat(spaced.timestep(plan.last())).isEqualTo(cleanest);
    assertThat(plan.steps()).isEqualTo(steps);
  }

  @ParameterizedTest
  @CsvSource({"5, 0", "14, 0", "15, 1", "100, 9", "994, 98", "995, 99", "1000, 99"})
  void theFirstStepIsTheNoisiestBelowTheStart(int startTimestep, int first) {
    assertThat(SamplingMethod.firstIndex(SCHEDULE, startTimestep)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, 0, 4})
  void aStartBelowTheFirstStepIsRejected(int startTimestep) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplingMethod.firstIndex(SCHEDULE, startTimestep))
        .withMessageStartingWith("startTimestep (K) %d corresponds to step", startTimestep)
        .withMessageEndingWith("of 100 kept steps: choose another K or more steps");
  }

  @Test
  void aStartBeyondTheScheduleIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplingMethod.firstIndex(SCHEDULE, 1006))
        .withMessageContaining("corresponds to step 101 of 100 kept steps");
  }

  @Test
  void theGuideIsNoisedToTheLevelOfTheStart() {
    List<String> draws = new ArrayList<>();
    NoiseSource noise =
        (step, purpose, shape) -> {
          draws.add(purpose + " " + step);
          Tensor ones = Tensor.zeros(shape);
          Arrays.fill(ones.data(), 1);
          return ones;
        };
    Tensor guide = Tensor.of(new float[] {0.5f}, 1, 1, 1, 1);

    float noised = StartState.noisedGuide(60).draw(SCHEDULE, guide, noise).data()[0];
    float pure = StartState.pureNoise().draw(SCHEDULE, guide, noise).data()[0];

    assertThat(noised).isEqualTo((float) SCHEDULE.signal(60) * 0.5f + (float) SCHEDULE.noise(60));
    assertThat(pure).isEqualTo(1);
    assertThat(draws).containsExactly("START 60", "START 99");
  }

  @Test
  void aPlanDescends() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(3, 4))
        .withMessageEndingWith("must not be below the last: 3, 4");
    assertThatIllegalArgumentException().isThrownBy(() -> plan(3, -1));
    assertThat(plan(3, 3).steps()).isEqualTo(1);
  }

  @Test
  void parametersOutsideTheirRangeAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IterativeRefinement(-1, 4))
        .withMessage("constraintEndTimestep (L) must not be negative, but is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowFrequencyConstrained.strict(600, -1, 4))
        .withMessage(
            "constraintEndTimestep (L) must be between 0 and startTimestep (K = 600), not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LowFrequencyConstrained(600, 360, 4, 2, false))
        .withMessageStartingWith("startIndexOffset must be 0 (the paper) or 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LowFrequencyConstrained(600, 360, 4, -1, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DegradationRemoval(600, -1, 4))
        .withMessageContaining("not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PartialGuidance(Double.POSITIVE_INFINITY))
        .withMessage("the guidance scale must not be negative, but is Infinity");
  }

  private static LoopPlan plan(int first, int last) {
    return new LoopPlan(StartState.pureNoise(), first, last, Constraint.none(), Outcome.STATE);
  }
}
