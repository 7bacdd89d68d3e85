// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of every method of resizing. */
class ResizePropertiesTest {
  private final Tensor image = DeterministicFill.input("image", 0, 1, 2, 3, 12, 18);

  enum Method {
    BILINEAR {
      @Override
      Tensor resize(Tensor image, int height, int width) {
        return Resize.bilinear(image, height, width);
      }
    },
    AREA {
      @Override
      Tensor resize(Tensor image, int height, int width) {
        return Resize.area(image, height, width);
      }
    },
    CUBIC {
      @Override
      Tensor resize(Tensor image, int height, int width) {
        return Resize.cubic(image, height, width);
      }
    };

    abstract Tensor resize(Tensor image, int height, int width);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void theSameSizeIsTheIdentity(Method method) {
    assertThat(method.resize(image, 12, 18).data()).containsExactly(image.data(), within(1e-6f));
  }

  /** Resizing the mirrored image gives the mirrored result. */
  @ParameterizedTest
  @EnumSource(Method.class)
  void leftAndRightAreTreatedAlike(Method method) {
    Tensor direct = mirrored(method.resize(image, 5, 7));
    Tensor reverse = method.resize(mirrored(image), 5, 7);

    assertThat(reverse.data()).containsExactly(direct.data(), within(1e-5f));
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void heightAndWidthAreTreatedAlike(Method method) {
    Tensor direct = transposed(method.resize(image, 5, 7));
    Tensor swapped = method.resize(transposed(image), 7, 5);

    assertThat(swapped.data()).containsExactly(direct.data(), within(1e-5f));
  }

  /** Output i covers the part from i/out to (i+1)/out of the image. */
  @ParameterizedTest
  @EnumSource(Method.class)
  void aRampStaysARampAwayFromTheEdges(Method method) {
    Tensor ramp = Tensor.zeros(1, 1, 1, 64);
    for (int x = 0; x < 64; x++) {
      ramp.data()[x] = (x + 0.5f) / 64;
    }

    float[] small = method.resize(ramp, 1, 16).data();

    for (int x = 3; x < 13; x++) {
      assertThat(small[x]).isCloseTo((x + 0.5f) / 16, within(1e-4f));
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void everyPlaneIsResizedByItself(Method method) {
    Tensor both = method.resize(image, 5, 7);

    assertThat(both.shape()).containsExactly(2, 3, 5, 7);
    assertThat(both.item(1).data()).containsExactly(method.resize(image.item(1), 5, 7).data());
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aSizeOfZeroIsRejected(Method method) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.resize(image, 0, 7))
        .withMessage("cannot resize to 7×0");
    assertThatIllegalArgumentException().isThrownBy(() -> method.resize(image, 7, 0));
  }

  /** Area averaging keeps the mean of the image exactly, for any sizes. */
  @ParameterizedTest
  @CsvSource({"12, 18", "5, 7", "1, 1", "11, 17", "3, 13"})
  void areaAveragingKeepsTheMean(int height, int width) {
    assertThat(mean(Resize.area(image, height, width))).isCloseTo(mean(image), within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"7, 3", "9, 4", "100, 7", "5, 5"})
  void theWeightsOfEveryAreaAddUpToOneAndUseEveryPixel(int in, int out) {
    AxisMap map = AxisMap.area(in, out);
    double[] used = new double[in];
    for (int i = 0; i < out; i++) {
      double sum = 0;
      for (int k = 0; k < map.weights()[i].length; k++) {
        assertThat(map.weights()[i][k]).isPositive();
        sum += map.weights()[i][k];
        used[map.indices()[i][k]] += map.weights()[i][k];
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
    for (double share : used) {
      assertThat(share).isCloseTo((double) out / in, within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 8", "8, 4", "1, 5", "5, 1", "3, 7"})
  void bilinearWeightsAreThoseOfTwoNeighbours(int in, int out) {
    AxisMap map = AxisMap.bilinear(in, out);

    assertThat(map.outputs()).isEqualTo(out);
    for (int i = 0; i < out; i++) {
      double at = Math.max(0, Math.min(in - 1, (i + 0.5) * in / out - 0.5));
      double reached =
          map.weights()[i][0] * map.indices()[i][0] + map.weights()[i][1] * map.indices()[i][1];
      assertThat(reached).isCloseTo(at, within(1e-12));
      assertThat(map.weights()[i][0]).isBetween(0.0, 1.0);
    }
  }

  @Test
  void anImageOfTheSizeOfTheModelIsNotCopied() {
    Tensor square = Tensor.zeros(1, 3, 8, 8);

    assertThat(Resize.fitted(square, 8)).isSameAs(square);
    assertThat(Resize.fitted(Tensor.zeros(1, 3, 8, 9), 8).shape()).containsExactly(1, 3, 8, 8);
  }

  /** The cubic kernel overshoots at edges; a model gets values in [0, 1]. */
  @Test
  void aFittedImageIsClamped() {
    Tensor edge = Tensor.zeros(1, 3, 4, 4);
    for (int i = 0; i < edge.size(); i++) {
      edge.data()[i] = i % 4 < 2 ? 0 : 1;
    }

    float[] cubic = Resize.cubic(edge, 16, 16).data();
    float[] fitted = Resize.fitted(edge, 16).data();

    boolean overshoots = false;
    for (int i = 0; i < cubic.length; i++) {
      overshoots |= cubic[i] > 1.001f || cubic[i] < -0.001f;
      assertThat(fitted[i]).isEqualTo(Math.max(0, Math.min(1, cubic[i])));
    }
    assertThat(overshoots).isTrue();
  }

  @Test
  void otherRanksAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Filter.separable(Tensor.zeros(1, 2, 3, 4, 5), new double[] {1}, Border.NEAREST))
        .withMessageStartingWith("images have shape (N, C, H, W), not");
  }

  /** dcb|abcd|cba, cba|abcd|dcb and aaa|abcd|ddd. */
  @ParameterizedTest
  @CsvSource({
    "REFLECT_101, 3 2 1 0 1 2 3 2 1 0",
    "SYMMETRIC, 2 1 0 0 1 2 3 3 2 1",
    "NEAREST, 0 0 0 0 1 2 3 3 3 3"
  })
  void anImageOfFourPixelsIsContinued(Border border, String indices) {
    StringBuilder continued = new StringBuilder();
    for (int i = -3; i < 7; i++) {
      continued.append(border.index(i, 4)).append(' ');
    }

    assertThat(continued.toString().strip()).isEqualTo(indices);
  }

  @ParameterizedTest
  @EnumSource(Border.class)
  void everyIndexIsInsideAndTheImageItselfIsNotMoved(Border border) {
    for (int n = 1; n < 6; n++) {
      for (int i = -20; i < 25; i++) {
        int index = border.index(i, n);
        assertThat(index).isBetween(0, n - 1);
        if (i >= 0 && i < n) {
          assertThat(index).isEqualTo(i);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 3})
  void aGaussianOfAnImpulseHasTheVarianceOfItsDeviation(double sigma) {
    Tensor impulse = Tensor.zeros(1, 1, 1, 61);
    impulse.data()[30] = 1;
    float[] blurred = Filter.gaussian(impulse, sigma).data();
    double sum = 0;
    double variance = 0;
    for (int x = 0; x < 61; x++) {
      sum += blurred[x];
      variance += blurred[x] * Math.pow(x - 30, 2);
    }

    assertThat(sum).isCloseTo(1, within(1e-6));
    assertThat(variance).isCloseTo(sigma * sigma, within(0.02 * sigma * sigma + 0.03));
    assertThat(Filter.gaussian(impulse, 0)).isSameAs(impulse);
  }

  /** A rotation by a quarter exchanges the axes of an anisotropic kernel. */
  @Test
  void aTurnedKernelIsTheTransposedOne() {
    BlurKernel wide = BlurKernel.gaussian(9, 3, 1, 0);
    BlurKernel turned = BlurKernel.gaussian(9, 3, 1, Math.PI / 2);
    double sum = 0;
    for (int y = 0; y < 9; y++) {
      for (int x = 0; x < 9; x++) {
        sum += wide.weight(y, x);
        assertThat(turned.weight(y, x)).isCloseTo(wide.weight(x, y), within(1e-9));
        assertThat(wide.weight(8 - y, 8 - x)).isCloseTo(wide.weight(y, x), within(1e-12));
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
    assertThat(wide.size()).isEqualTo(9);
  }

  private static double mean(Tensor image) {
    double sum = 0;
    for (float value : image.data()) {
      sum += value;
    }
    return sum / image.size();
  }

  private static Tensor mirrored(Tensor image) {
    int width = (int) image.dim(3);
    float[] out = new float[image.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = image.data()[i / width * width + width - 1 - i % width];
    }
    return Tensor.of(out, image.shape());
  }

  private static Tensor transposed(Tensor image) {
    int height = (int) image.dim(2);
    int width = (int) image.dim(3);
    int plane = height * width;
    float[] out = new float[image.size()];
    for (int i = 0; i < out.length; i++) {
      int y = i % plane / width;
      int x = i % width;
      out[i / plane * plane + x * height + y] = image.data()[i];
    }
    return Tensor.of(out, image.dim(0), image.dim(1), width, height);
  }
}
