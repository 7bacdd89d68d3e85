// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.image.resize.Filter;
import io.pentimento.core.metrics.BestBlur.Labelled;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class BestBlurTest {
  private static final Tensor SMOOTH = smooth();

  @Test
  void blurIsBestForNoiseOnASmoothImage() {
    BestBlur best =
        BestBlur.find(List.of(new Labelled(noisy(0.2f), SMOOTH)), Psnr.PLAIN, BestBlur.SIGMAS);
    assertThat(best.sigma()).isGreaterThan(0.5);
    assertThat(best.tried()).hasSize(BestBlur.SIGMAS.size());
    assertThat(best.value()).isGreaterThan(Psnr.PLAIN.value(noisy(0.2f), SMOOTH) + 3);
    assertThat(best.apply(noisy(0.2f)).data())
        .containsExactly(Filter.gaussian(noisy(0.2f), best.sigma()).data());
  }

  @Test
  void noBlurIsBestForABlurredImage() {
    Tensor blurred = Filter.gaussian(noisy(0.2f), 2);
    BestBlur best =
        BestBlur.find(
            List.of(new Labelled(blurred, noisy(0.2f))), Psnr.PLAIN, List.of(2.0, 0.0, 1.0));
    assertThat(best.sigma()).isZero();
  }

  private static Tensor smooth() {
    float[] data = new float[3 * 32 * 32];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (0.5 + 0.2 * Math.sin(i % 32 / 8.0) + 0.1 * Math.cos(i / 32 % 32 / 9.0));
    }
    return Tensor.of(data, 1, 3, 32, 32);
  }

  private static Tensor noisy(float level) {
    CounterRandom random = new CounterRandom(4, new byte[0], 0);
    float[] data = SMOOTH.data().clone();
    for (int i = 0; i < data.length; i++) {
      data[i] += level * (float) random.nextGaussian();
    }
    return Tensor.of(data, SMOOTH.shape());
  }
}
