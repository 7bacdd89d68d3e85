// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** q(x at i | x₀) = N(√ᾱ·x₀, 1−ᾱ). */
class ForwardProcessTest {
  private final NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(20));
  private final Tensor clean = Tensor.of(new float[] {-1, 0, 0.25f, 1}, 1, 1, 2, 2);
  private final Tensor noise = Tensor.of(new float[] {2, -1, 0, 0.5f}, 1, 1, 2, 2);

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 19})
  void theCleanImageAndTheNoiseAreAddedWithTheirFactors(int level) {
    float[] x = ForwardProcess.sample(schedule, clean, level, noise).data();

    for (int k = 0; k < x.length; k++) {
      assertThat((double) x[k])
          .isCloseTo(
              schedule.signal(level) * clean.data()[k] + schedule.noise(level) * noise.data()[k],
              within(1e-6));
    }
  }

  @Test
  void theInputsAreNotChanged() {
    ForwardProcess.sample(schedule, clean, 5, noise);

    assertThat(clean.data()).containsExactly(-1, 0, 0.25f, 1);
    assertThat(noise.data()).containsExactly(2, -1, 0, 0.5f);
  }

  @Test
  void noiseIsDrawnForTheStepAndPurposeInTheShapeOfTheImage() {
    List<String> draws = new ArrayList<>();
    NoiseSource source =
        (step, purpose, shape) -> {
          draws.add(step + " " + purpose);
          return noise.reshape(shape);
        };

    Tensor x = ForwardProcess.sample(schedule, clean, 4, source, 5, Purpose.CONSTRAINT);

    assertThat(draws).containsExactly("5 CONSTRAINT");
    assertThat(x.data()).containsExactly(ForwardProcess.sample(schedule, clean, 4, noise).data());
  }

  @Test
  void belowTheFirstLevelTheImageIsCleanAndNoNoiseIsDrawn() {
    NoiseSource none =
        (step, purpose, shape) -> {
          throw new AssertionError("no noise is needed");
        };

    assertThat(ForwardProcess.sample(schedule, clean, -1, none, 0, Purpose.CONSTRAINT))
        .isSameAs(clean);
  }
}
