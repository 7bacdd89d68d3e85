// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.diffusion.ConstantPrior;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.noise.PerImageNoise;
import io.pentimento.core.diffusion.sampler.DdpmSampler;
import io.pentimento.core.diffusion.sampler.ReverseSampler;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The methods for comparison, with a prior that predicts black images. */
class SamplingMethodsTest {
  private static final int SIZE = 16;
  private static final float BLACK = -1;

  private final NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(100));
  private ConstantPrior prior;

  @Test
  void withoutConstraintTheResultIsThatOfThePrior() {
    Tensor drawn = draw(new Unconditional(600), new DdpmSampler(), constant(0.5f));

    assertThat(ConstantPrior.mean(drawn)).isCloseTo(BLACK, within(0.01));
    assertThat(prior.visited()).hasSize(60).startsWith(59).endsWith(0);
  }

  @Test
  void unconditionalSamplingIsThePapersLoopWithoutItsConstraint() {
    Tensor guide = constant(0.5f);
    Tensor free = draw(new Unconditional(600), new DdpmSampler(), guide);
    Tensor neverHeld = draw(LowFrequencyConstrained.strict(600, 600, 4), new DdpmSampler(), guide);

    assertThat(free.data()).containsExactly(neverHeld.data());
  }

  @Test
  void degradationRemovalStopsEarlyWithAnEstimateOfTheCleanImage() {
    DegradationRemoval removal = new DegradationRemoval(600, 350, 4);

    Tensor drawn = draw(removal, new DdpmSampler(), constant(0.5f));

    assertThat(prior.visited()).hasSize(26).startsWith(60).endsWith(35);
    assertThat(removal.plan(schedule, SIZE, SIZE).outcome()).isEqualTo(Outcome.PREDICTED_START);
    assertThat(ConstantPrior.mean(drawn))
        .as("the prior's prediction")
        .isCloseTo(BLACK, within(1e-4));
  }

  @Test
  void degradationRemovalStartsAtTheNoisiestStepIfItsStartIsOneBeyond() {
    LoopPlan plan = new DegradationRemoval(1000, 220, 1).plan(schedule, SIZE, SIZE);

    assertThat(plan.first()).isEqualTo(99);
    assertThat(plan.last()).isEqualTo(22);
  }

  @Test
  void degradationRemovalNeedsAtLeastOneStep() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DegradationRemoval(350, 350, 4))
        .withMessageContaining("the end (τ) must be between 0 and the start (ω = 350)");
  }

  @Test
  void guidanceMovesTheResultTowardsTheGuide() {
    Tensor guide = constant(0.5f);
    double unguided = ConstantPrior.mean(draw(new PartialGuidance(0), new DdpmSampler(), guide));
    double guided = ConstantPrior.mean(draw(new PartialGuidance(0.2), new DdpmSampler(), guide));
    double more = ConstantPrior.mean(draw(new PartialGuidance(0.5), new DdpmSampler(), guide));

    assertThat(unguided).isCloseTo(BLACK, within(0.01));
    assertThat(guided).isGreaterThan(unguided);
    assertThat(more).isGreaterThan(guided);
  }

  /** The gradient of ‖x̂₀ − y‖² is 2(x̂₀ − y), scaled by s and the variance. */
  @Test
  void guidanceMovesByScaleTimesVarianceTimesGradient() {
    ReverseSampler.Result drawn =
        new ReverseSampler.Result(
            Tensor.of(new float[] {1, 2}, 2),
            Tensor.of(new float[] {0.5f, -0.5f}, 2),
            Tensor.of(new float[] {(float) Math.log(0.25), Float.NEGATIVE_INFINITY}, 2));
    Tensor guide = Tensor.of(new float[] {0.25f, 1}, 2);

    Tensor moved = new GradientGuidance(0.1).apply(schedule, drawn, 3, guide, null);

    assertThat(moved.data()[0]).isEqualTo(1 - 0.1f * 0.25f * 0.5f, within(1e-6f));
    assertThat(moved.data()[1]).as("a deterministic step is not shifted").isEqualTo(2);
  }

  @Test
  void aNegativeScaleIsRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PartialGuidance(-0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PartialGuidance(Double.NaN));
  }

  @Test
  void aStartWithoutKeptStepIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Unconditional(4).plan(schedule, SIZE, SIZE))
        .withMessageContaining("startTimestep (K) 4 corresponds to step 0 of 100 kept steps");
  }

  private Tensor draw(SamplingMethod method, ReverseSampler sampler, Tensor guide) {
    prior = new ConstantPrior(schedule, BLACK);
    PerImageNoise noise = PerImageNoise.of(1, List.of("image".getBytes(StandardCharsets.UTF_8)));
    return new PseudoTargetLoop(schedule, sampler, prior)
        .run(method.plan(schedule, SIZE, SIZE), guide, noise, LoopListener.none());
  }

  private static Tensor constant(float value) {
    return ConstantPrior.image(value, SIZE);
  }
}
