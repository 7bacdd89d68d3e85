// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion;

import static io.pentimento.core.diffusion.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pentimento.core.diffusion.filter.LowPassFilter;
import io.pentimento.core.diffusion.method.LoopPlan;
import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.method.LowFrequencyConstrained;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.noise.PerImageNoise;
import io.pentimento.core.diffusion.sampler.Constraint;
import io.pentimento.core.diffusion.sampler.DdpmSampler;
import io.pentimento.core.diffusion.sampler.NoisePredictor;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PseudoTargetLoopTest {
  private static final int SIZE = 16;

  private final NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(25));
  private final PseudoTargetLoop loop =
      new PseudoTargetLoop(schedule, new DdpmSampler(), PseudoTargetLoopTest::shrinkingPrior);
  private final LoopPlan plan =
      LowFrequencyConstrained.strict(600, 360, 4).plan(schedule, SIZE, SIZE);

  /** A network whose output depends on each image's own state and timestep. */
  private static Tensor shrinkingPrior(Tensor x, long[] timesteps) {
    long[] shape = x.shape();
    int each = x.size() / timesteps.length;
    float[] output = new float[x.size() * 2];
    for (int n = 0; n < timesteps.length; n++) {
      for (int k = 0; k < each; k++) {
        float state = x.data()[n * each + k];
        output[2 * n * each + k] = 0.8f * state;
        output[(2 * n + 1) * each + k] = timesteps[n] / 1000f - 0.1f * state;
      }
    }
    return Tensor.of(output, shape[0], 6, shape[2], shape[3]);
  }

  private static Tensor restored(int image) {
    return DeterministicFill.input("image" + image, 0, 1, 1, 3, SIZE, SIZE);
  }

  private static byte[] digest(int image) {
    return new byte[] {(byte) image};
  }

  private Tensor targets(int... images) {
    Tensor batch =
        Tensor.batch(IntStream.of(images).mapToObj(PseudoTargetLoopTest::restored).toList());
    List<byte[]> digests = IntStream.of(images).mapToObj(PseudoTargetLoopTest::digest).toList();
    return loop.pseudoTargets(plan, batch, PerImageNoise.of(10000, digests), LoopListener.none());
  }

  @Test
  void anImagesTargetDoesNotDependOnItsBatch() {
    Tensor together = targets(0, 1, 2, 3);
    Tensor reversed = targets(3, 2, 1, 0);
    for (int n = 0; n < 4; n++) {
      float[] alone = targets(n).data();
      assertThat(together.item(n).data()).containsExactly(alone);
      assertThat(reversed.item(3 - n).data()).containsExactly(alone);
    }
  }

  @Test
  void differentSeedsGiveDifferentTargets() {
    Tensor other =
        loop.pseudoTargets(
            plan, restored(0), PerImageNoise.of(10001, List.of(digest(0))), LoopListener.none());
    assertThat(other.data()).isNotEqualTo(targets(0).data());
  }

  @Test
  void targetsAreImages() {
    assertThat(targets(0).shape()).containsExactly(1, 3, SIZE, SIZE);
    for (float v : targets(0).data()) {
      assertThat(v).isBetween(0f, 1f);
    }
  }

  @Test
  void theNetworkGetsTimestepsOfTheFullSchedule() {
    List<Long> told = new ArrayList<>();
    NoisePredictor network =
        (x, timesteps) -> {
          told.add(timesteps[0]);
          return shrinkingPrior(x, timesteps);
        };
    new PseudoTargetLoop(schedule, new DdpmSampler(), network)
        .run(plan, restored(0), PerImageNoise.of(1, List.of(digest(0))), LoopListener.none());
    assertThat(told).hasSize(15).startsWith(583L, 541L).endsWith(42L, 0L);
  }

  /** With L = 0 the last step is constrained as well, to the clean guide. */
  @Test
  void aConstraintToTheEndGivesTheGuidesLowFrequencies() {
    LoopPlan toTheEnd = LowFrequencyConstrained.strict(600, 0, 4).plan(schedule, SIZE, SIZE);
    LoopPlan released = LowFrequencyConstrained.asReleased(600, 0, 4).plan(schedule, SIZE, SIZE);
    Tensor guide = PixelRange.toPrior(restored(0));
    NoiseSource noise = PerImageNoise.of(1, List.of(digest(0)));
    Constraint same = toTheEnd.constraint();
    Tensor drawn =
        loop.run(
            new LoopPlan(toTheEnd.start(), toTheEnd.first(), 0, same, Outcome.UNCONSTRAINED_STATE),
            guide,
            noise,
            LoopListener.none());
    LowPassFilter filter = LowPassFilter.of(SIZE, SIZE, 4);
    float[] expected = drawn.data().clone();
    for (int k = 0; k < expected.length; k++) {
      expected[k] += filter.apply(guide).data()[k] - filter.apply(drawn).data()[k];
    }
    assertClose(
        loop.run(toTheEnd, guide, noise, LoopListener.none()),
        Tensor.of(expected, guide.shape()),
        1e-6);
    assertThat(released.outcome()).isEqualTo(Outcome.UNCONSTRAINED_STATE);
  }

  @Test
  void progressCountsTheReverseSteps() {
    List<Integer> done = new ArrayList<>();
    LoopListener listener =
        new LoopListener() {
          @Override
          public void stepDone(int step, int total) {
            assertThat(total).isEqualTo(15);
            done.add(step);
          }
        };
    loop.run(plan, restored(0), PerImageNoise.of(1, List.of(digest(0))), listener);
    assertThat(done).containsExactlyElementsOf(IntStream.rangeClosed(1, 15).boxed().toList());
  }

  @Test
  void cancellingStopsTheLoopBeforeTheNextStep() {
    List<Integer> done = new ArrayList<>();
    LoopListener listener =
        new LoopListener() {
          @Override
          public void stepDone(int step, int total) {
            done.add(step);
          }

          @Override
          public boolean cancelled() {
            return done.size() == 3;
          }
        };
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () -> loop.run(plan, restored(0), PerImageNoise.of(1, List.of(digest(0))), listener));
    assertThat(done).containsExactly(1, 2, 3);
  }
}
