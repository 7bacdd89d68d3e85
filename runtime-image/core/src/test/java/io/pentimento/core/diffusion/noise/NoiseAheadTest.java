// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.device.Device;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NoiseAheadTest {
  private static final PerImageNoise SOURCE =
      PerImageNoise.of(5, List.of(new byte[] {1}, new byte[] {2}));

  private final LinkedBlockingQueue<String> computed = new LinkedBlockingQueue<>();
  private final NoiseSource ahead = NoiseAhead.on(Device.CUDA, this::recorded);

  @Test
  void theValuesAreThoseOfTheSource() {
    assertSame(9, Purpose.START);
    for (int step = 9; step > 0; step--) {
      assertSame(step, Purpose.REVERSE_STEP);
      if (step > 4) {
        assertSame(step, Purpose.CONSTRAINT);
      }
    }
  }

  @Test
  void theNoiseOfTheNextStepIsComputedBeforeItIsRequested() throws InterruptedException {
    draw(9, Purpose.REVERSE_STEP);
    draw(8, Purpose.REVERSE_STEP);

    assertThat(next()).isEqualTo("9 REVERSE_STEP");
    assertThat(next()).isEqualTo("8 REVERSE_STEP");
    assertThat(next()).isEqualTo("7 REVERSE_STEP");
  }

  @Test
  void noiseIsComputedOnce() {
    for (int step = 5; step > 0; step--) {
      draw(step, Purpose.REVERSE_STEP);
    }

    assertThat(computed).doesNotHaveDuplicates().hasSize(5);
  }

  @Test
  void aSkippedStepIsComputedWhenItIsRequested() {
    draw(9, Purpose.CONSTRAINT);
    draw(8, Purpose.CONSTRAINT);

    assertSame(3, Purpose.CONSTRAINT);
  }

  @Test
  void aSmallerBatchGetsNoiseOfItsShape() {
    draw(9, Purpose.REVERSE_STEP);
    draw(8, Purpose.REVERSE_STEP);

    assertThat(ahead.normal(7, Purpose.REVERSE_STEP, 2, 3, 2, 2).shape())
        .containsExactly(2, 3, 2, 2);
  }

  @Test
  void onTheCpuNothingIsComputedAhead() {
    assertThat(NoiseAhead.on(Device.CPU, SOURCE)).isSameAs(SOURCE);
  }

  private Tensor recorded(int step, Purpose purpose, long... shape) {
    computed.add(step + " " + purpose);
    return SOURCE.normal(step, purpose, shape);
  }

  private String next() throws InterruptedException {
    return String.valueOf(computed.poll(10, TimeUnit.SECONDS));
  }

  private Tensor draw(int step, Purpose purpose) {
    return ahead.normal(step, purpose, 2, 3, 4, 4);
  }

  private void assertSame(int step, Purpose purpose) {
    assertThat(draw(step, purpose).data())
        .containsExactly(SOURCE.normal(step, purpose, 2, 3, 4, 4).data());
  }
}
