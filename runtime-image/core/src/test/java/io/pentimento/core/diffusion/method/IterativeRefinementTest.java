// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.diffusion.ConstantPrior;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.noise.PerImageNoise;
import io.pentimento.core.diffusion.sampler.DdimSampler;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class IterativeRefinementTest {
  private static final int SIZE = 16;
  private static final int FACTOR = 8;

  private final NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(25));
  private final Tensor guide = ConstantPrior.image(0.5f, SIZE);

  @Test
  void aFullyConstrainedSampleHasTheGuidesLowFrequencies() {
    Tensor drawn = draw(new IterativeRefinement(0, FACTOR));
    Tensor free = draw(new IterativeRefinement(960, FACTOR));

    assertThat(ConstantPrior.mean(drawn)).isCloseTo(0.5, within(0.01));
    assertThat(ConstantPrior.mean(free)).isCloseTo(-1, within(0.01));
  }

  @Test
  void samplingStartsAtTheNoisiestStep() {
    LoopPlan plan = new IterativeRefinement(360, FACTOR).plan(schedule, SIZE, SIZE);

    assertThat(plan.first()).isEqualTo(schedule.steps() - 1);
    assertThat(plan.last()).isZero();
  }

  @Test
  void aPlanWithoutConstrainedStepsIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IterativeRefinement(1000, FACTOR).plan(schedule, SIZE, SIZE))
        .withMessageContaining("leaves no constrained step");
  }

  @Test
  void aFactorThatDoesNotDivideTheImageIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IterativeRefinement(0, 5).plan(schedule, SIZE, SIZE))
        .withMessageContaining("5 does not divide 16x16");
  }

  /** With a prior that predicts black images. */
  private Tensor draw(IterativeRefinement refinement) {
    PseudoTargetLoop loop =
        new PseudoTargetLoop(schedule, new DdimSampler(0), new ConstantPrior(schedule, -1));
    PerImageNoise noise = PerImageNoise.of(1, List.of("image".getBytes(StandardCharsets.UTF_8)));
    return loop.run(refinement.plan(schedule, SIZE, SIZE), guide, noise, LoopListener.none());
  }
}
