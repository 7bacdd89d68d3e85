// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.image.EightBit;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PSNR and SSIM where their values follow from their definitions; docs/method.md, section 7.1. */
class FidelityClosedFormsTest {
  private static final double C1 = 0.01 * 255 * 0.01 * 255;
  private static final double C2 = 0.03 * 255 * 0.03 * 255;

  /** A difference of d levels at every pixel is a mean square error of d². */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 20, 255})
  void aConstantDifferenceHasThePsnrOfItsSquare(int levels) {
    double expected = 20 * Math.log10(255.0 / levels);

    assertThat(Psnr.PLAIN.value(grey(levels, 16), grey(0, 16))).isCloseTo(expected, within(1e-9));
    assertThat(Psnr.PLAIN.value(grey(0, 16), grey(levels, 16))).isCloseTo(expected, within(1e-9));
  }

  /** One changed channel has a third of the mean square error: 10·log₁₀(3) dB more. */
  @Test
  void theErrorIsAveragedOverAllChannels() {
    Tensor red = grey(0, 16);
    Arrays.fill(red.data(), 0, 256, 20 / 255f);

    assertThat(Psnr.PLAIN.value(red, grey(0, 16)))
        .isCloseTo(20 * Math.log10(255.0 / 20) + 10 * Math.log10(3), within(1e-9));
  }

  @Test
  void equalImagesHaveAnInfinitePsnrAndASimilarityOfOne() {
    Tensor image = noise(1, 20);

    assertThat(Psnr.PLAIN.value(image, image)).isInfinite().isPositive();
    assertThat(Ssim.PLAIN.value(image, image)).isCloseTo(1, within(1e-12));
  }

  /** Differences below half a level do not exist in a file. */
  @Test
  void imagesAreComparedAsEightBitLevels() {
    Tensor image = noise(2, 16);
    Tensor rounded = EightBit.round(image);

    assertThat(Psnr.PLAIN.value(image, rounded)).isInfinite();
  }

  /** Without texture only the term of the means is left: (2xy + C₁)/(x² + y² + C₁). */
  @ParameterizedTest
  @CsvSource({"100, 110", "0, 255", "0, 1", "200, 200"})
  void theSimilarityOfFlatImagesComparesTheirMeans(int x, int y) {
    double expected = (2.0 * x * y + C1) / (x * x + y * y + C1);

    assertThat(Ssim.PLAIN.value(grey(x, 16), grey(y, 16))).isCloseTo(expected, within(1e-6));
  }

  /** On 11×11 pixels there is one window; variance and covariance have their definitions. */
  @Test
  void theSimilarityOfOneWindowIsThatOfItsMoments() {
    Tensor a = noise(3, 11);
    Tensor b = noise(4, 11);
    double expected = 0;
    for (int c = 0; c < 3; c++) {
      expected += ofOneWindow(a, b, c) / 3;
    }

    assertThat(Ssim.PLAIN.value(a, b)).isCloseTo(expected, within(1e-9));
  }

  private static double ofOneWindow(Tensor a, Tensor b, int channel) {
    double[] weights = new double[121];
    double total = 0;
    for (int k = 0; k < 121; k++) {
      int dy = k / 11 - 5;
      int dx = k % 11 - 5;
      weights[k] = Math.exp(-(dy * dy + dx * dx) / (2 * 1.5 * 1.5));
      total += weights[k];
    }
    double[] m = new double[5];
    for (int k = 0; k < 121; k++) {
      double x = EightBit.level(a.data()[121 * channel + k]);
      double y = EightBit.level(b.data()[121 * channel + k]);
      double w = weights[k] / total;
      double[] terms = {x, y, x * x, y * y, x * y};
      for (int i = 0; i < 5; i++) {
        m[i] += w * terms[i];
      }
    }
    double varianceX = m[2] - m[0] * m[0];
    double varianceY = m[3] - m[1] * m[1];
    double covariance = m[4] - m[0] * m[1];
    return (2 * m[0] * m[1] + C1)
        * (2 * covariance + C2)
        / ((m[0] * m[0] + m[1] * m[1] + C1) * (varianceX + varianceY + C2));
  }

  @Test
  void theSimilarityIsSymmetricAndAtMostOne() {
    Tensor a = noise(5, 24);
    Tensor b = noise(6, 24);

    assertThat(Ssim.PLAIN.value(a, b)).isEqualTo(Ssim.PLAIN.value(b, a)).isBetween(-1.0, 0.5);
  }

  @Test
  void anInvertedImageHasANegativeSimilarity() {
    Tensor image = noise(7, 24);
    float[] inverted = image.data().clone();
    for (int i = 0; i < inverted.length; i++) {
      inverted[i] = 1 - inverted[i];
    }

    assertThat(Ssim.PLAIN.value(Tensor.of(inverted, image.shape()), image)).isLessThan(-0.9);
  }

  /** The correction gives every channel the mean and deviation of the reference. */
  @Test
  void colourMatchingHidesShiftAndContrast() {
    Tensor reference = noise(8, 16);
    float[] changed = reference.data().clone();
    for (int i = 0; i < changed.length; i++) {
      changed[i] = 0.5f * changed[i] + 0.25f + 0.05f * (float) (i / 256);
    }
    Tensor shifted = Tensor.of(changed, reference.shape());

    assertThat(Psnr.PLAIN.value(shifted, reference)).isLessThan(20);
    assertThat(Psnr.COLOUR_MATCHED.value(shifted, reference)).isGreaterThan(45);
    assertThat(Ssim.COLOUR_MATCHED.value(shifted, reference)).isGreaterThan(0.99);
  }

  @Test
  void aFlatImageIsMatchedToTheMeanOnly() {
    assertThat(Psnr.COLOUR_MATCHED.value(grey(10, 16), grey(200, 16))).isInfinite();
  }

  /** BT.601: 16 for black, 235 for white. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 16",
    "255, 255, 255, 235",
    "255, 0, 0, 81.481",
    "0, 255, 0, 144.553",
    "0, 0, 255, 40.966"
  })
  void lumaHasTheScaleOfVideo(int r, int g, int b, double luma) {
    Tensor pixel = Tensor.of(new float[] {r / 255f, g / 255f, b / 255f}, 1, 3, 1, 1);

    assertThat(PixelPlanes.of(pixel).luma().values()[0][0]).isCloseTo(luma, within(1e-9));
  }

  @Test
  void aBorderIsLeftOutOnEverySide() {
    Tensor framed = grey(100, 20);
    for (int c = 0; c < 3; c++) {
      for (int k = 0; k < 400; k++) {
        boolean edge = k % 20 < 2 || k % 20 >= 18 || k / 20 < 2 || k / 20 >= 18;
        framed.data()[400 * c + k] = edge ? 0 : 100 / 255f;
      }
    }

    assertThat(new Psnr(options(Channels.RGB, 2)).value(framed, grey(100, 20))).isInfinite();
    assertThat(new Psnr(options(Channels.RGB, 1)).value(framed, grey(100, 20))).isFinite();
  }

  @Test
  void aBorderThatLeavesNoPixelIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Psnr(options(Channels.RGB, 8)).value(grey(0, 16), grey(0, 16)))
        .withMessage("a border of 8 removes all pixels of 16×16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(Channels.RGB, -1))
        .withMessage("the border must not be negative, but is -1");
  }

  @ParameterizedTest
  @CsvSource({
    "RGB, 0, false, psnr",
    "LUMA, 0, false, psnr-luma",
    "RGB, 4, false, psnr-border4",
    "LUMA, 4, true, psnr-luma-border4-colour-matched"
  })
  void theNameContainsTheVariant(Channels channels, int border, boolean matched, String name) {
    FidelityOptions options = new FidelityOptions(channels, border, matched);

    assertThat(new Psnr(options).info())
        .isEqualTo(new MetricInfo(name, Direction.HIGHER_IS_BETTER, 1));
    assertThat(new Ssim(options).info().name()).isEqualTo(name.replace("psnr", "ssim"));
  }

  @Test
  void imagesOfDifferentSizesAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Psnr.PLAIN.value(grey(0, 16), grey(0, 17)))
        .withMessageContaining("they must have the same size");
  }

  @Test
  void anImageSmallerThanAWindowIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ssim.PLAIN.value(grey(0, 10), grey(0, 10)))
        .withMessage("SSIM needs at least 11×11 pixels, not 10×10");
  }

  @Test
  void anImageIsOneRgbPicture() {
    for (Tensor other : new Tensor[] {Tensor.zeros(2, 3, 4, 4), Tensor.zeros(1, 1, 4, 4)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PixelPlanes.of(other))
          .withMessage("an RGB image has shape (1, 3, H, W), not %s", other);
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void neitherEqualValuesNorNanAreBetter(Direction direction) {
    boolean higher = direction == Direction.HIGHER_IS_BETTER;

    assertThat(direction.better(2, 1)).isEqualTo(higher);
    assertThat(direction.better(1, 2)).isEqualTo(!higher);
    assertThat(direction.better(1, 1)).isFalse();
    assertThat(direction.better(Double.NaN, 1)).isFalse();
    assertThat(direction.better(1, Double.NaN)).isFalse();
  }

  private static FidelityOptions options(Channels channels, int border) {
    return new FidelityOptions(channels, border, false);
  }

  private static Tensor grey(int level, int size) {
    Tensor image = Tensor.zeros(1, 3, size, size);
    Arrays.fill(image.data(), level / 255f);
    return image;
  }

  private static Tensor noise(int seed, int size) {
    CounterRandom random = new CounterRandom(seed, new byte[0], 0);
    Tensor image = Tensor.zeros(1, 3, size, size);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = (float) random.nextDouble();
    }
    return image;
  }
}
