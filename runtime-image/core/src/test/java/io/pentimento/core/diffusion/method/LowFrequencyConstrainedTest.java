// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.sampler.ReverseSampler;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowFrequencyConstrainedTest {
  private final Tensor guide = Tensor.zeros(1, 3, 16, 16);
  private final List<String> draws = new ArrayList<>();
  private final NoiseSource recording =
      (step, purpose, shape) -> {
        draws.add(purpose + " " + step);
        return Tensor.zeros(shape);
      };

  private static NoiseSchedule schedule(int steps) {
    return NoiseSchedule.linear().respaced(Respacing.even(steps));
  }

  /** The indices of K = 600 and L = 360, by the number of kept steps. */
  @ParameterizedTest
  @CsvSource({"1000, 600, 240", "250, 150, 60", "100, 60, 24", "50, 30, 12", "25, 15, 6"})
  void levelsScaleToTheKeptSteps(int kept, int steps, int constrained) {
    NoiseSchedule schedule = schedule(kept);
    LoopPlan plan = LowFrequencyConstrained.strict(600, 360, 4).plan(schedule, 16, 16);
    assertThat(plan.first()).isEqualTo(steps - 1);
    assertThat(plan.last()).isZero();
    assertThat(constrainedSteps(plan, schedule)).hasSize(constrained);
  }

  private List<Integer> constrainedSteps(LoopPlan plan, NoiseSchedule schedule) {
    List<Integer> steps = new ArrayList<>();
    for (int i = plan.first(); i >= plan.last(); i--) {
      draws.clear();
      ReverseSampler.Result drawn = new ReverseSampler.Result(guide, guide, guide);
      plan.constraint().apply(schedule, drawn, i, guide, recording);
      if (!draws.isEmpty()) {
        steps.add(i);
      }
    }
    return steps;
  }

  @Test
  void thePapersStartHasTheNoiseOfTheFirstReverseStep() {
    NoiseSchedule schedule = schedule(250);
    LowFrequencyConstrained.strict(600, 360, 4)
        .plan(schedule, 16, 16)
        .start()
        .draw(schedule, guide, recording);
    assertThat(draws).containsExactly(Purpose.START + " 149");
  }

  @Test
  void theReleasedCodesStartIsOneStepNoisier() {
    NoiseSchedule schedule = schedule(250);
    LoopPlan plan = LowFrequencyConstrained.asReleased(600, 360, 4).plan(schedule, 16, 16);
    plan.start().draw(schedule, guide, recording);
    assertThat(draws).containsExactly(Purpose.START + " 150");
    assertThat(plan.first()).isEqualTo(149);
    assertThat(plan.outcome()).isEqualTo(Outcome.UNCONSTRAINED_STATE);
  }

  @Test
  void onlyThePapersVariantCanStartFromTheNoisiestStep() {
    assertThat(LowFrequencyConstrained.strict(1000, 0, 4).plan(schedule(25), 16, 16).first())
        .isEqualTo(24);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowFrequencyConstrained.asReleased(1000, 0, 4).plan(schedule(25), 16, 16))
        .withMessageContaining("the offset needs one more");
  }

  @Test
  void aStartWithoutKeptStepIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowFrequencyConstrained.strict(10, 0, 4).plan(schedule(25), 16, 16))
        .withMessageContaining("startTimestep (K) 10 corresponds to step 0 of 25 kept steps");
  }

  @Test
  void aConstraintEndAboveTheStartIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowFrequencyConstrained.strict(360, 600, 4))
        .withMessageContaining("constraintEndTimestep");
  }

  @Test
  void aFactorThatDoesNotDivideTheImageIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowFrequencyConstrained.strict(600, 360, 5).plan(schedule(25), 16, 16))
        .withMessageContaining("5 does not divide 16x16");
  }
}
