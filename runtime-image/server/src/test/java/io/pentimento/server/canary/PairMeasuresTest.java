// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.metrics.niqe.Niqe;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.testing.Pictures;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairMeasuresTest {
  private static final Niqe NIQE = new Niqe(CanarySampler.naturalImages());
  private static final Tensor IMAGE = textured(256, 1);

  @Test
  void equalImagesHaveNoDifference() {
    PairMeasures measures = PairMeasures.of(IMAGE, IMAGE, IMAGE, NIQE);

    assertThat(measures.difference()).isZero();
    assertThat(measures.servedFidelity()).isZero();
    assertThat(measures.candidateFidelity()).isZero();
    assertThat(measures.candidateQuality()).isEqualTo(measures.servedQuality());
    assertThat(measures.servedQuality()).isPositive();
  }

  @Test
  void aBrighterImageDiffersByItsBrightness() {
    Tensor grey = Pictures.flat(64, 64, 0.25f);
    PairMeasures measures = PairMeasures.of(grey, grey, Pictures.flat(64, 64, 0.75f), NIQE);

    assertThat(measures.difference()).isCloseTo(0.5, within(1e-5));
    assertThat(measures.candidateFidelity()).isCloseTo(0.5, within(1e-5));
    assertThat(measures.servedQuality()).as("too small").isNaN();
  }

  @Test
  void resultsMayBeLargerThanTheImage() {
    PairMeasures measures =
        PairMeasures.of(
            Pictures.flat(64, 64, 0.25f),
            Pictures.flat(256, 256, 0.25f),
            Pictures.flat(128, 128, 0.25f),
            NIQE);

    assertThat(measures.difference()).isCloseTo(0, within(1e-5));
    assertThat(measures.servedFidelity()).isCloseTo(0, within(1e-5));
    assertThat(measures.servedQuality()).as("flat").isNaN();
  }

  @Test
  void noiseIsWorseThanTextureByNiqe() {
    PairMeasures measures = PairMeasures.of(IMAGE, IMAGE, noise(256), NIQE);

    assertThat(measures.candidateQuality()).isGreaterThan(measures.servedQuality());
  }

  /** Waves of several lengths. */
  private static Tensor textured(int side, long seed) {
    Random random = new Random(seed);
    float[] plane = new float[side * side];
    for (int wave = 0; wave < 60; wave++) {
      double length = 4 + 60 * random.nextDouble();
      double angle = Math.PI * random.nextDouble();
      double shift = 6 * random.nextDouble();
      for (int i = 0; i < plane.length; i++) {
        double along = Math.cos(angle) * (i % side) + Math.sin(angle) * (i / side);
        plane[i] += (float) (length / 2500 * Math.sin(2 * Math.PI * along / length + shift));
      }
    }
    float[] samples = new float[3 * plane.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = 0.5f + plane[i % plane.length];
    }
    return Tensor.of(samples, 1, 3, side, side);
  }

  private static Tensor noise(int side) {
    Random random = new Random(7);
    float[] samples = new float[3 * side * side];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = random.nextFloat();
    }
    return Tensor.of(samples, 1, 3, side, side);
  }
}
