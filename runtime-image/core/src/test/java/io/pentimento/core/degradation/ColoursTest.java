// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of colour whose result is known. */
class ColoursTest {
  private final Tensor image = DeterministicFill.input("image", 0.1, 0.9, 1, 3, 4, 5);

  @Test
  void aFactorOfOneChangesNothing() {
    assertClose(Colours.brighten(image, 1), image.data());
    assertClose(Colours.stretch(image, 1), image.data());
    assertClose(Colours.saturate(image, 1), image.data());
    assertClose(Colours.turnHue(image, 0), image.data());
  }

  @Test
  void brightnessIsAFactorAndClamped() {
    assertThat(Colours.brighten(colour(0.2f, 0.4f, 0.6f), 2).data()).containsExactly(0.4f, 0.8f, 1);
    assertThat(Colours.brighten(image, 0).data()).containsOnly(0);
  }

  /** Luma: 0.299 R + 0.587 G + 0.114 B. */
  @ParameterizedTest
  @CsvSource({"1, 0, 0, 0.299", "0, 1, 0, 0.587", "0, 0, 1, 0.114", "0.5, 0.5, 0.5, 0.5"})
  void withoutSaturationEveryChannelIsTheLuma(float r, float g, float b, float luma) {
    assertThat(Colours.saturate(colour(r, g, b), 0).data())
        .containsExactly(new float[] {luma, luma, luma}, within(1e-6f));
  }

  @Test
  void withoutContrastThePictureIsItsMeanLuma() {
    float[] flat = Colours.stretch(image, 0).data();
    double sum = 0;
    for (int i = 0; i < 20; i++) {
      sum += 0.299 * image.data()[i] + 0.587 * image.data()[20 + i] + 0.114 * image.data()[40 + i];
    }

    for (float value : flat) {
      assertThat((double) value).isCloseTo(sum / 20, within(1e-6));
    }
  }

  /** A third of the circle moves red to green, green to blue and blue to red, or back. */
  @Test
  void aThirdOfATurnExchangesThePrimaryColours() {
    float[] once = Colours.turnHue(colour(1, 0, 0), 1 / 3f).data();
    float[] twice = Colours.turnHue(colour(1, 0, 0), 2 / 3f).data();

    assertThat(once).containsExactly(new float[] {0, 1, 0}, within(1e-5f));
    assertThat(twice).containsExactly(new float[] {0, 0, 1}, within(1e-5f));
  }

  @Test
  void theOppositeOfAColourIsHalfATurnAway() {
    assertThat(Colours.turnHue(colour(0.9f, 0.1f, 0.1f), 0.5f).data())
        .containsExactly(new float[] {0.1f, 0.9f, 0.9f}, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(floats = {0.1f, 0.37f, -0.2f, 0.9f})
  void turningBackRestoresTheImageAndKeepsLargestAndSmallest(float turns) {
    Tensor turned = Colours.turnHue(image, turns);

    assertClose(Colours.turnHue(turned, -turns), image.data());
    for (int i = 0; i < 20; i++) {
      assertThat(largest(turned, i)).isCloseTo(largest(image, i), within(1e-5f));
      assertThat(-largest(negative(turned), i))
          .isCloseTo(-largest(negative(image), i), within(1e-5f));
    }
  }

  @Test
  void greyHasNoHue() {
    assertThat(Colours.turnHue(colour(0.4f, 0.4f, 0.4f), 0.3f).data())
        .containsExactly(new float[] {0.4f, 0.4f, 0.4f}, within(1e-6f));
  }

  @Test
  void withoutProbabilityNothingChanges() {
    CounterRandom random = new CounterRandom(1, new byte[0], 0);

    assertThat(ColourChanges.NONE.apply(image, random)).isSameAs(image);
  }

  @Test
  void aCertainGreyIsGrey() {
    ColourChanges grey = new ColourChanges(0, 0, 0, ColourJitter.GFPGAN, 1);

    float[] data = grey.apply(image, new CounterRandom(1, new byte[0], 0)).data();

    for (int i = 0; i < 20; i++) {
      assertThat(data[i]).isEqualTo(data[20 + i]).isEqualTo(data[40 + i]);
    }
  }

  @Test
  void aCertainShiftMovesEveryChannelByOneAmountWithinItsLimit() {
    ColourChanges shift = new ColourChanges(1, 10, 0, ColourJitter.GFPGAN, 0);

    float[] data = shift.apply(image, new CounterRandom(3, new byte[0], 0)).data();

    float[] by = {
      data[0] - image.data()[0], data[20] - image.data()[20], data[40] - image.data()[40]
    };
    for (int i = 0; i < 60; i++) {
      assertThat(data[i] - image.data()[i]).isCloseTo(by[i / 20], within(1e-6f));
      assertThat(by[i / 20]).isBetween(-10 / 255f, 10 / 255f);
    }
    assertThat(by[0]).isNotEqualTo(by[1]);
  }

  @Test
  void jitterWithoutRangeChangesNothing() {
    Range one = Range.exactly(1);
    ColourJitter none = new ColourJitter(one, one, one, Range.exactly(0));

    assertClose(none.apply(image, new CounterRandom(1, new byte[0], 0)), image.data());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aProbabilityIsBetweenZeroAndOne(double p) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ColourChanges(p, 0, 0, ColourJitter.GFPGAN, 0))
        .withMessage("a probability must be in 0 to 1, not " + p);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ColourChanges(0, 0, p, ColourJitter.GFPGAN, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ColourChanges(0, 0, 0, ColourJitter.GFPGAN, p));
  }

  private static Tensor colour(float r, float g, float b) {
    return Tensor.of(new float[] {r, g, b}, 1, 3, 1, 1);
  }

  private static Tensor negative(Tensor image) {
    float[] negative = image.data().clone();
    for (int i = 0; i < negative.length; i++) {
      negative[i] = -negative[i];
    }
    return Tensor.of(negative, image.shape());
  }

  private static float largest(Tensor image, int pixel) {
    float[] rgb = image.data();
    return Math.max(rgb[pixel], Math.max(rgb[20 + pixel], rgb[40 + pixel]));
  }

  private static void assertClose(Tensor actual, float[] expected) {
    assertThat(actual.data()).containsExactly(expected, within(1e-5f));
  }
}
