// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pentimento.core.diffusion.ConstantPrior;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.noise.PerImageNoise;
import io.pentimento.core.diffusion.sampler.CachingPredictor;
import io.pentimento.core.diffusion.sampler.DdpmSampler;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class StepCachingTest {
  private static final int SIZE = 16;

  private final NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(20));
  private final LoopPlan free = new Unconditional(500).plan(schedule, SIZE, SIZE);
  private final LoopPlan held =
      LowFrequencyConstrained.strict(500, 300, 4).plan(schedule, SIZE, SIZE);

  @Test
  void theWholeNetworkRunsAtEveryThirdStepAndAtTheEnd() {
    assertThat(indices(new StepCaching(3, 2), free)).containsExactly(9, 6, 3, 1, 0);
  }

  @Test
  void theWholeNetworkRunsWhereTheConstraintEnds() {
    assertThat(indices(new StepCaching(3, 1), held)).containsExactly(9, 6, 5, 2, 0);
  }

  @Test
  void theWholeNetworkRunsAtTheLastStepsOfAPlanThatEndsEarly() {
    LoopPlan early = new DegradationRemoval(700, 350, 4).plan(schedule, SIZE, SIZE);

    assertThat(early.last()).isPositive();
    assertThat(indices(new StepCaching(100, 2), early))
        .containsExactly(early.first(), early.last() + 1, early.last());
  }

  @Test
  void anIntervalOfOneRunsTheWholeNetworkAtAllSteps() {
    assertThat(indices(new StepCaching(1, 0), free)).hasSize(10);
  }

  @Test
  void theLoopFollowsThePlanAndFreesItsFeatures() {
    RecordingNetwork network = new RecordingNetwork();
    loop(network).run(held, guide(), noise(), LoopListener.none());

    assertThat(network.calls)
        .containsExactly(
            "full", "shallow", "shallow", "full", "full", "shallow", "shallow", "full", "shallow",
            "full", "closed");
  }

  @Test
  void aCancelledLoopFreesItsFeatures() {
    RecordingNetwork network = new RecordingNetwork();
    LoopListener cancelling =
        new LoopListener() {
          @Override
          public boolean cancelled() {
            return network.calls.size() == 2;
          }
        };

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> loop(network).run(held, guide(), noise(), cancelling));

    assertThat(network.calls).containsExactly("full", "shallow", "closed");
  }

  @Test
  void anIntervalBelowOneIsRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StepCaching(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new StepCaching(3, -1));
  }

  private PseudoTargetLoop loop(RecordingNetwork network) {
    return new PseudoTargetLoop(schedule, new DdpmSampler(), network, new StepCaching(3, 1));
  }

  private static Tensor guide() {
    return ConstantPrior.image(0.5f, SIZE);
  }

  private static NoiseSource noise() {
    return PerImageNoise.of(1, List.of(new byte[] {1}));
  }

  private static List<Integer> indices(StepCaching caching, LoopPlan plan) {
    return caching.fullSteps(plan).stream().boxed().sorted((a, b) -> b - a).toList();
  }

  /** Predicts grey images and records which part of it ran. */
  private final class RecordingNetwork implements CachingPredictor {
    private final List<String> calls = new ArrayList<>();
    private final ConstantPrior prior = new ConstantPrior(schedule, 0);

    @Override
    public Tensor predict(Tensor x, long[] timesteps) {
      return prior.predict(x, timesteps);
    }

    @Override
    public Cache newCache() {
      return new Cache() {
        @Override
        public Tensor predict(Tensor x, long[] timesteps) {
          calls.add("full");
          return prior.predict(x, timesteps);
        }

        @Override
        public Tensor predictShallow(Tensor x, long[] timesteps) {
          calls.add("shallow");
          return prior.predict(x, timesteps);
        }

        @Override
        public void close() {
          calls.add("closed");
        }
      };
    }
  }
}
