// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.degradation.SensorNoise.Fixed;
import io.pentimento.core.degradation.SensorNoise.Variance;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CameraTest {
  private final CounterRandom random = new CounterRandom(5, new byte[] {1}, 0);

  @Test
  void theToneCurveIsInverted() {
    for (double x = 0.01; x <= 1; x += 0.01) {
      assertThat(Camera.compress(Camera.expand(x))).isCloseTo(x, within(1e-9));
    }
  }

  @Test
  void demosaicingAConstantColourIsExact() {
    Tensor constant = colour(0.25f, 0.5f, 0.75f, 6, 8);
    assertThat(BayerMosaic.of(constant).demosaiced().data()).containsExactly(constant.data());
  }

  @Test
  void demosaicingKeepsTheMeasuredValues() {
    BayerMosaic mosaic = BayerMosaic.of(DegradationsTest.waves(8, 6));
    Tensor image = mosaic.demosaiced();
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 6; x++) {
        int channel = BayerMosaic.channel(y, x);
        assertThat(image.data()[(channel * 8 + y) * 6 + x]).isEqualTo(mosaic.value(y, x));
      }
    }
  }

  @Test
  void demosaicingARampOfGreyIsExactAwayFromTheBorder() {
    float[] data = new float[3 * 12 * 12];
    for (int i = 0; i < data.length; i++) {
      data[i] = (i % 12 + 2 * (i / 12 % 12)) / 64f;
    }
    float[] back = BayerMosaic.of(Tensor.of(data, 1, 3, 12, 12)).demosaiced().data();
    for (int i = 0; i < data.length; i++) {
      if (i % 12 > 1 && i % 12 < 10 && i / 12 % 12 > 1 && i / 12 % 12 < 10) {
        assertThat(back[i]).isCloseTo(data[i], within(1e-6f));
      }
    }
  }

  @Test
  void shotNoiseGrowsWithTheSensitivityAndReadNoiseWithItsSquare() {
    assertThat(SensorNoise.atIso(1500)).isEqualTo(SensorNoise.MODERATE);
    Variance green = SensorNoise.atIso(6000).green();
    assertThat(green.shot()).isCloseTo(4 * 0.005566, within(1e-9));
    assertThat(green.read()).isCloseTo(16 * 1.034e-4, within(1e-9));
  }

  @Test
  void sensitivitiesOutOfRangeAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SensorNoise.atIso(49))
        .withMessage("iso must be from 50 to 12800, not 49");
    assertThatIllegalArgumentException().isThrownBy(() -> SensorNoise.atIso(12_801));
  }

  @Test
  void noiseHasTheModelledVariance() {
    Fixed level =
        new Fixed(new Variance(0.01, 1e-4), new Variance(0.005, 2e-4), new Variance(0, 9e-4));
    int side = 256;
    BayerMosaic clean = BayerMosaic.of(colour(0.4f, 0.5f, 0.6f, side, side));
    BayerMosaic noisy = clean.withNoise(level, random);
    double[] sums = new double[3];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double d = noisy.value(y, x) - clean.value(y, x);
        sums[BayerMosaic.channel(y, x)] += d * d;
      }
    }
    int cells = side * side / 4;
    assertThat(sums[0] / cells).isCloseTo(0.0041, within(0.0002));
    assertThat(sums[1] / (2 * cells)).isCloseTo(0.0027, within(0.0001));
    assertThat(sums[2] / cells).isCloseTo(0.0009, within(0.00005));
  }

  @Test
  void withoutNoiseAGreyImageIsUnchanged() {
    Variance none = new Variance(0, 0);
    Tensor grey = colour(0.4f, 0.4f, 0.4f, 16, 16);
    Tensor back = CameraNoise.of(new Fixed(none, none, none)).withDownscale(2).apply(grey, random);
    for (float value : back.data()) {
      assertThat(value).isCloseTo(0.4f, within(1 / 255f));
    }
  }

  @Test
  void colourMatricesKeepWhiteAndAreInverted() {
    for (int i = 0; i < 20; i++) {
      Matrix3 matrix = Camera.draw(random).cameraFromRgb();
      double[] white = {1, 1, 1};
      matrix.apply(white);
      assertThat(white).containsExactly(new double[] {1, 1, 1}, within(1e-12));
      double[] vector = {0.2, 0.5, 0.9};
      matrix.apply(vector);
      matrix.inverse().apply(vector);
      assertThat(vector).containsExactly(new double[] {0.2, 0.5, 0.9}, within(1e-12));
    }
  }

  @Test
  void aFullTurnOfTheHueIsTheIdentity() {
    Tensor image = DegradationsTest.waves(9, 7);
    assertThat(Colours.turnHue(image, 1).data())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(image.data());
    assertThat(Colours.turnHue(colour(1, 0, 0, 2, 2), 1 / 3f).data())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(colour(0, 1, 0, 2, 2).data());
  }

  private static Tensor colour(float r, float g, float b, int height, int width) {
    float[] data = new float[3 * height * width];
    for (int i = 0; i < data.length; i++) {
      int channel = i / (height * width);
      data[i] = channel == 0 ? r : channel == 1 ? g : b;
    }
    return Tensor.of(data, 1, 3, height, width);
  }
}
