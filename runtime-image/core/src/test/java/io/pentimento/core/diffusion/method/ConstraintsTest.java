// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import static io.pentimento.core.diffusion.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.diffusion.ConstantPrior;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.filter.LowPassFilter;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.noise.PerImageNoise;
import io.pentimento.core.diffusion.sampler.Constraint;
import io.pentimento.core.diffusion.sampler.DdpmSampler;
import io.pentimento.core.diffusion.sampler.ReverseSampler;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsTest {
  private static final int SIZE = 16;

  private final NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(20));
  private final Tensor state = DeterministicFill.input("state", -1, 1, 1, 3, SIZE, SIZE);
  private final Tensor guide = DeterministicFill.input("guide", -0.5, 0.5, 1, 3, SIZE, SIZE);
  private final Tensor fresh = DeterministicFill.input("fresh", -1, 1, 1, 3, SIZE, SIZE);
  private final NoiseSource noise = (step, purpose, shape) -> fresh;
  private final ReverseSampler.Result drawn = new ReverseSampler.Result(state, state, state);

  /** x − φ(x) + φ(y), with y the guide at the noise level of the new state. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void lowFrequenciesAreThoseOfTheNoisedGuide(int factor) {
    LowPassFilter filter = LowPassFilter.of(SIZE, SIZE, factor);
    float[] low = filter.apply(state).data();
    float[] noised = filter.apply(noisedGuide(9)).data();

    float[] constrained =
        new LowFrequencyConstraint(filter, 3).apply(schedule, drawn, 10, guide, noise).data();

    for (int k = 0; k < constrained.length; k++) {
      assertThat(constrained[k]).isCloseTo(state.data()[k] - low[k] + noised[k], within(2e-6f));
    }
  }

  /** With a factor of 1 every frequency is low. */
  @Test
  void aFactorOfOneReplacesTheWholeState() {
    Constraint whole = new LowFrequencyConstraint(LowPassFilter.of(SIZE, SIZE, 1), 0);

    assertClose(whole.apply(schedule, drawn, 10, guide, noise), noisedGuide(9), 1e-6);
    assertClose(whole.apply(schedule, drawn, 0, guide, noise), guide, 1e-6);
    assertClose(whole.correct(state, guide), guide, 1e-6);
  }

  @Test
  void noiseIsDrawnForTheStepOfTheConstraint() {
    List<String> draws = new ArrayList<>();
    NoiseSource recording =
        (step, purpose, shape) -> {
          draws.add(purpose + " " + step);
          return fresh;
        };
    Constraint constraint = new LowFrequencyConstraint(LowPassFilter.of(SIZE, SIZE, 4), 0);

    constraint.apply(schedule, drawn, 10, guide, recording);
    constraint.apply(schedule, drawn, 0, guide, recording);

    assertThat(draws)
        .as("the clean guide of the last step needs no noise")
        .containsExactly(Purpose.CONSTRAINT + " 10");
  }

  @Test
  void belowItsLastIndexAStateIsNotConstrained() {
    Constraint constraint = new LowFrequencyConstraint(LowPassFilter.of(SIZE, SIZE, 4), 11);

    assertThat(constraint.holds(11)).isTrue();
    assertThat(constraint.holds(10)).isFalse();
    assertThat(constraint.apply(schedule, drawn, 10, guide, noise)).isSameAs(state);
  }

  @Test
  void theInputsAreNotChanged() {
    Tensor stateBefore = Tensor.of(state.data().clone(), state.shape());
    Tensor guideBefore = Tensor.of(guide.data().clone(), guide.shape());
    Constraint constraint = new LowFrequencyConstraint(LowPassFilter.of(SIZE, SIZE, 4), 0);

    constraint.apply(schedule, drawn, 10, guide, noise);
    constraint.correct(state, guide);

    assertThat(state.data()).containsExactly(stateBefore.data());
    assertThat(guide.data()).containsExactly(guideBefore.data());
  }

  @Test
  void aCorrectedEstimateStaysInTheRangeOfImages() {
    Tensor white = ConstantPrior.image(1, SIZE);
    Tensor estimate = DeterministicFill.input("estimate", 0.5, 1, 1, 3, SIZE, SIZE);
    float[] corrected =
        new LowFrequencyConstraint(LowPassFilter.of(SIZE, SIZE, 4), 0)
            .correct(estimate, white)
            .data();

    for (float value : corrected) {
      assertThat(value).isBetween(-1f, 1f);
    }
    assertThat(corrected).contains(1f);
  }

  @Test
  void withoutConstraintNothingChanges() {
    assertThat(Constraint.none().holds(5)).isFalse();
    assertThat(Constraint.none().apply(schedule, drawn, 5, guide, noise)).isSameAs(state);
    assertThat(Constraint.none().correct(state, guide)).isSameAs(state);
  }

  @Test
  void guidanceHoldsAtEveryStep() {
    Constraint guidance = new PartialGuidance(0.1).plan(schedule, SIZE, SIZE).constraint();

    assertThat(guidance.holds(0)).isTrue();
    assertThat(guidance.holds(19)).isTrue();
  }

  /** A schedule of one step has no posterior variance; guidance must still give an image. */
  @Test
  void guidanceOfASingleStepGivesAnImage() {
    NoiseSchedule one = NoiseSchedule.linear().respaced(Respacing.even(1));
    LoopPlan plan = new PartialGuidance(0.1).plan(one, SIZE, SIZE);
    PerImageNoise source = PerImageNoise.of(1, List.of(new byte[] {1}));

    Tensor result =
        new PseudoTargetLoop(one, new DdpmSampler(), new ConstantPrior(one, 0.5f))
            .run(plan, guide, source, LoopListener.none());

    for (float value : result.data()) {
      assertThat(value).isCloseTo(0.5f, within(0.05f));
    }
  }

  private Tensor noisedGuide(int level) {
    float[] y = new float[guide.size()];
    for (int k = 0; k < y.length; k++) {
      y[k] =
          (float)
              (schedule.signal(level) * guide.data()[k] + schedule.noise(level) * fresh.data()[k]);
    }
    return Tensor.of(y, guide.shape());
  }
}
