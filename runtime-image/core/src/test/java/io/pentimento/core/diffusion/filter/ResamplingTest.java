// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of the cubic filter; docs/method.md, section 2.3. */
class ResamplingTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "2, 0", "2.5, 0", "0.5, 0.5625", "1.5, -0.0625", "0.25, 0.8671875"})
  void theKernelIsThatOfKeys(double x, double value) {
    assertThat(CubicKernel.at(x)).isCloseTo(value, within(1e-15));
    assertThat(CubicKernel.at(-x)).isCloseTo(value, within(1e-15));
  }

  /** The shifted kernels add up to one at every position. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.77})
  void theKernelIsAPartitionOfUnity(double x) {
    double sum = 0;
    for (int k = -3; k <= 3; k++) {
      sum += CubicKernel.at(x - k);
    }

    assertThat(sum).isCloseTo(1, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({"32, 8", "8, 32", "7, 3", "3, 7", "5, 5", "16, 1", "1, 16"})
  void everyRowOfWeightsAddsUpToOne(int inputs, int outputs) {
    Resampling resampling = Resampling.cubic(inputs, outputs);

    assertThat(resampling.outputs()).isEqualTo(outputs);
    for (int o = 0; o < outputs; o++) {
      float[] band = resampling.band(o);
      double sum = 0;
      for (float weight : band) {
        sum += weight;
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
      assertThat(resampling.first(o)).isNotNegative();
      assertThat(resampling.first(o) + band.length).isLessThanOrEqualTo(inputs);
      assertThat(band[0]).as("a band begins where the weights do").isNotZero();
      assertThat(band[band.length - 1]).isNotZero();
    }
  }

  /** The first row mirrored is the last one. */
  @ParameterizedTest
  @CsvSource({"32, 8", "8, 32", "12, 5"})
  void theWeightsAreSymmetric(int inputs, int outputs) {
    Resampling resampling = Resampling.cubic(inputs, outputs);
    for (int o = 0; o < outputs; o++) {
      float[] band = resampling.band(o);
      float[] opposite = resampling.band(outputs - 1 - o);
      assertThat(resampling.first(o) + resampling.first(outputs - 1 - o) + band.length)
          .isEqualTo(inputs);
      for (int k = 0; k < band.length; k++) {
        assertThat(band[k]).isCloseTo(opposite[band.length - 1 - k], within(1e-7f));
      }
    }
  }

  /** Sample positions are centres: input i of n is at (i + ½)/n. */
  @ParameterizedTest
  @CsvSource({"64, 16", "16, 64"})
  void aRampIsPreservedAwayFromTheEdges(int inputs, int outputs) {
    float[] ramp = new float[inputs];
    for (int i = 0; i < inputs; i++) {
      ramp[i] = (i + 0.5f) / inputs;
    }

    float[] resampled = Resampling.cubic(inputs, outputs).alongWidth(ramp);

    int margin = outputs / 4;
    for (int o = margin; o < outputs - margin; o++) {
      assertThat(resampled[o]).isCloseTo((o + 0.5f) / outputs, within(1e-5f));
    }
  }

  /** Filtering along the height is filtering the transposed image along the width. */
  @Test
  void heightAndWidthAreFilteredInTheSameWay() {
    Resampling down = Resampling.cubic(12, 4);
    float[] image = DeterministicFill.input("image", 0, 1, 12, 5).data();
    float[] transposed = new float[image.length];
    for (int k = 0; k < image.length; k++) {
      transposed[k % 5 * 12 + k / 5] = image[k];
    }

    float[] along = down.alongHeight(image, 5);
    float[] across = down.alongWidth(transposed);

    for (int k = 0; k < along.length; k++) {
      assertThat(along[k]).isCloseTo(across[k % 5 * 4 + k / 5], within(1e-6f));
    }
  }

  @Test
  void everyPlaneIsFilteredByItself() {
    LowPassFilter filter = LowPassFilter.of(8, 12, 4);
    Tensor batch = DeterministicFill.input("batch", -1, 1, 2, 3, 8, 12);
    Tensor whole = filter.apply(batch);

    for (int plane = 0; plane < 6; plane++) {
      float[] one = new float[96];
      System.arraycopy(batch.data(), plane * 96, one, 0, 96);
      float[] alone = filter.apply(Tensor.of(one, 1, 1, 8, 12)).data();
      for (int k = 0; k < 96; k++) {
        assertThat(whole.data()[plane * 96 + k]).isEqualTo(alone[k]);
      }
    }
  }

  /** φ(ax + by) = aφ(x) + bφ(y), on which the constraint relies. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void theFilterIsLinear(int factor) {
    LowPassFilter filter = LowPassFilter.of(16, 16, factor);
    Tensor x = DeterministicFill.input("x", -1, 1, 1, 1, 16, 16);
    Tensor y = DeterministicFill.input("y", -1, 1, 1, 1, 16, 16);
    float[] mixed = new float[256];
    for (int k = 0; k < 256; k++) {
      mixed[k] = 2 * x.data()[k] - 0.5f * y.data()[k];
    }

    float[] ofMixed = filter.apply(Tensor.of(mixed, 1, 1, 16, 16)).data();

    for (int k = 0; k < 256; k++) {
      assertThat(ofMixed[k])
          .isCloseTo(
              2 * filter.apply(x).data()[k] - 0.5f * filter.apply(y).data()[k], within(2e-6f));
    }
  }

  @Test
  void theSmallImageHasTheSizeDividedByTheFactor() {
    assertThat(LowPassFilter.of(16, 24, 8).shrink(Tensor.zeros(2, 3, 16, 24)).shape())
        .containsExactly(2, 3, 2, 3);
  }

  @ParameterizedTest
  @CsvSource({"16, 16, 0", "16, 16, -2", "16, 16, 3", "16, 12, 8", "12, 16, 8", "16, 16, 32"})
  void aFactorThatDoesNotDivideBothSidesIsRejected(int height, int width, int factor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowPassFilter.of(height, width, factor))
        .withMessage(
            "the low-pass factor must divide the image's height and width: %d does not divide"
                + " %dx%d",
            factor, height, width);
  }

  @ParameterizedTest
  @CsvSource({"'1 3 16 8'", "'1 3 8 16'", "'3 16 16'", "'16 16'"})
  void imagesOfAnotherShapeAreRejected(String shape) {
    long[] axes = Arrays.stream(shape.split(" ")).mapToLong(Long::parseLong).toArray();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowPassFilter.of(16, 16, 4).shrink(Tensor.zeros(axes)))
        .withMessageStartingWith("this low-pass filter is for images of 16x16, not Tensor[");
  }
}
