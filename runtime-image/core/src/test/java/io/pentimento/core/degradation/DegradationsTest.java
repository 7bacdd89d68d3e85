// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DegradationsTest {
  private static final Tensor IMAGE = waves(64, 48);

  static List<ImageDegradation> all() {
    return List.of(
        ClassicPresets.GFPGAN.scaledTo(64),
        ClassicPresets.DIFFACE.scaledTo(64),
        ClassicPresets.CODEFORMER_LARGE.scaledTo(64),
        ClassicPresets.CODEFORMER_SMALL,
        CameraNoise.of(SensorNoise.MODERATE).withDownscale(2),
        CameraNoise.of(SensorNoise.SEVERE).withJpeg(1, Range.of(40, 60)).withColourCast(0.1),
        CameraNoise.of(SensorNoise.ANY));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameSeedAndImageGiveTheSameResult(ImageDegradation degradation) {
    float[] once = degradation.apply(IMAGE, 7).data();
    assertThat(degradation.apply(IMAGE, 7).data()).containsExactly(once);
    assertThat(degradation.apply(IMAGE, 8).data()).isNotEqualTo(once);
    assertThat(degradation.apply(waves(64, 50), 7).dim(3)).isEqualTo(50);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theResultHasTheImagesSizeAndEightBitLevels(ImageDegradation degradation) {
    Tensor degraded = degradation.apply(IMAGE, 3);
    assertThat(degraded.shape()).isEqualTo(IMAGE.shape());
    for (float value : degraded.data()) {
      assertThat(value).isBetween(0f, 1f);
      assertThat(value * 255).isCloseTo(Math.round(value * 255), within(1e-4f));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aDescriptionContainsEveryParameter(ImageDegradation degradation) {
    String description = Degradations.describe(degradation);
    assertThat(Degradations.parse(description)).isEqualTo(degradation);
  }

  @Test
  void presetsAreFoundByName() {
    for (String name : Degradations.names()) {
      assertThat(Degradations.parse(name)).isEqualTo(Degradations.named(name));
    }
    assertThatThrownBy(() -> Degradations.parse("gfpgam"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gfpgam")
        .hasMessageContaining("difface");
  }

  @Test
  void aDescriptionWithAMissingOrInvalidFieldIsRejected() {
    String description = Degradations.describe(ClassicPresets.DIFFACE);
    assertThatThrownBy(() -> Degradations.parse(description.replace("blurSigma", "sigma")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("blurSigma");
    assertThatThrownBy(() -> Degradations.parse(description.replace(":41", ":40")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kernelSize must be odd");
  }

  @Test
  void drawnParametersStayInTheirRanges() {
    ClassicDegradation classic = ClassicPresets.CODEFORMER_LARGE;
    CounterRandom random = new CounterRandom(1, new byte[0], 0);
    int isotropic = 0;
    for (int i = 0; i < 400; i++) {
      ClassicDraw draw = classic.draw(random);
      assertThat(draw.sigmaX()).isBetween(1.0, 15.0);
      assertThat(draw.downscale()).isBetween(4.0, 30.0);
      assertThat(draw.noise()).isBetween(0.0, 20.0);
      assertThat(draw.jpegQuality().orElseThrow()).isBetween(30, 80);
      isotropic += draw.sigmaX() == draw.sigmaY() ? 1 : 0;
    }
    assertThat(isotropic).isBetween(150, 250);
  }

  @Test
  void blurAndFactorScaleWithTheImageSize() {
    ClassicDegradation small = ClassicPresets.DIFFACE.scaledTo(128);
    assertThat(small.kernelSize()).isEqualTo(11);
    assertThat(small.blurSigma()).isEqualTo(Range.of(0.025, 3.75));
    assertThat(small.downscale()).isEqualTo(Range.of(0.8, 8));
    assertThat(small.noise()).isEqualTo(ClassicPresets.DIFFACE.noise());
    assertThat(ClassicPresets.DIFFACE.scaledTo(512)).isEqualTo(ClassicPresets.DIFFACE);
  }

  @Test
  void severeNoiseIsStrongerThanModerateNoise() {
    assertThat(error(CameraNoise.of(SensorNoise.SEVERE).withDownscale(1)))
        .isGreaterThan(1.2 * error(CameraNoise.of(SensorNoise.MODERATE).withDownscale(1)));
  }

  private static double error(ImageDegradation degradation) {
    double sum = 0;
    for (int seed = 0; seed < 8; seed++) {
      float[] degraded = degradation.apply(IMAGE, seed).data();
      for (int i = 0; i < degraded.length; i++) {
        sum += Math.pow(degraded[i] - IMAGE.data()[i], 2);
      }
    }
    return sum;
  }

  static Tensor waves(int height, int width) {
    float[] data = new float[3 * height * width];
    for (int i = 0; i < data.length; i++) {
      int x = i % width;
      int y = i / width % height;
      int c = i / (width * height);
      data[i] = (float) (0.5 + 0.3 * Math.sin(0.2 * x + c) * Math.cos(0.15 * y - c));
    }
    return Tensor.of(data, 1, 3, height, width);
  }
}
