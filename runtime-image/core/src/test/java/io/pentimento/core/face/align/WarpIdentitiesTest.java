// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resampling where the result is known. */
class WarpIdentitiesTest {
  private final Tensor image = DeterministicFill.input("image", 0, 1, 1, 3, 20, 30);

  @Test
  void theIdentityKeepsEveryPixel() {
    assertThat(Warp.of(image, Similarity.scaling(1), 30, 20).data()).containsExactly(image.data());
  }

  @Test
  void aTranslationByWholePixelsMovesThem() {
    Tensor moved = Warp.of(image, Similarity.translation(4, 3), 20, 12);

    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 12; y++) {
        for (int x = 0; x < 20; x++) {
          assertThat(moved.data()[(c * 12 + y) * 20 + x])
              .isEqualTo(image.data()[(c * 20 + y + 3) * 30 + x + 4]);
        }
      }
    }
  }

  /** A quarter turn maps pixel centres to pixel centres. */
  @Test
  void aQuarterTurnExchangesRowsAndColumns() {
    Tensor turned = Warp.of(image, new Similarity(0, 1, 30, 0), 20, 30);

    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 20; x++) {
        assertThat(turned.data()[y * 20 + x])
            .isCloseTo(image.data()[x * 30 + 29 - y], within(1e-5f));
      }
    }
  }

  @Test
  void beyondItsEdgesAnImageIsMirrored() {
    Tensor moved = Warp.of(image, Similarity.translation(-3, 0), 30, 20);

    for (int x = 0; x < 3; x++) {
      assertThat(moved.data()[x]).isCloseTo(image.data()[3 - x], within(1e-6f));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 1.7, 4})
  void aConstantImageStaysConstantAtEveryScale(double scale) {
    Tensor grey = Tensor.zeros(1, 3, 64, 64);
    Arrays.fill(grey.data(), 0.6f);

    for (float value : Warp.square(grey, new Similarity(scale, 0.2, 5, -3), 16).data()) {
      assertThat(value).isCloseTo(0.6f, within(1e-5f));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.5, 1", "1.25, 1", "0, 1", "-3.75, 1", "0.999, 1"})
  void theWeightsOfFourPixelsAddUpToOne(double position, float sum) {
    CubicTaps taps = CubicTaps.at(position);

    assertThat(taps.w0() + taps.w1() + taps.w2() + taps.w3()).isCloseTo(sum, within(1e-6f));
  }

  /** At the centre of a pixel only it counts. */
  @Test
  void theCentreOfAPixelHasItsValue() {
    CubicTaps taps = CubicTaps.at(7.5);

    assertThat(taps.first()).isEqualTo(6);
    assertThat(taps.sum(1, 2, 3, 4)).isEqualTo(2);
  }

  @Test
  void halfwayBetweenTwoPixelsBothCountEqually() {
    CubicTaps taps = CubicTaps.at(8);

    assertThat(taps.w1()).isEqualTo(taps.w2()).isEqualTo(0.5625f);
    assertThat(taps.w0()).isEqualTo(taps.w3()).isEqualTo(-0.0625f);
  }

  @ParameterizedTest
  @CsvSource({"1.5, 5, true", "1.4, 5, false", "3.4, 5, true", "3.5, 5, false", "0.5, 5, false"})
  void fourPixelsAreInsideIfNoneIsBeyondAnEdge(double position, int length, boolean inside) {
    assertThat(CubicTaps.at(position).inside(length)).isEqualTo(inside);
  }

  @Test
  void tapsBeyondAnEdgeAreMirrored() {
    CubicTaps taps = CubicTaps.at(0.5);

    assertThat(new int[] {taps.mirrored(0, 5), taps.mirrored(1, 5), taps.mirrored(2, 5)})
        .containsExactly(1, 0, 1);
  }

  /** Level k has the mean of 2^k×2^k pixels. */
  @Test
  void everyLevelOfAPyramidIsTheMeanOfTheImage() {
    Tensor large = DeterministicFill.input("large", 0, 1, 1, 3, 256, 256);
    ImagePyramid pyramid = ImagePyramid.of(large);
    Tensor quarter = pyramid.scaled(0.25);

    assertThat(pyramid.image()).isSameAs(large);
    assertThat(quarter.shape()).containsExactly(1, 3, 64, 64);
    double sum = 0;
    for (int k = 0; k < 16; k++) {
      sum += large.data()[k / 4 * 256 + k % 4] / 16;
    }
    assertThat((double) quarter.data()[0]).isCloseTo(sum, within(1e-5));
  }
}
