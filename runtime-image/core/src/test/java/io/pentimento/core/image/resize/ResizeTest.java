// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResizeTest {
  @Test
  void anAntialiasedCubicHalvingHasMatlabsWeights() {
    float[] impulse = new float[32];
    impulse[10] = 1;
    Tensor halved = Resize.cubic(Tensor.of(impulse, 1, 1, 1, 32), 1, 8);
    // Output 4 covers the inputs 10 to 25; the first of its weights for a factor of 4.
    assertThat(halved.data()[4]).isCloseTo(-0.001709f, within(1e-6f));
  }

  @Test
  void aConstantImageStaysConstant() {
    float[] grey = new float[3 * 20 * 14];
    Arrays.fill(grey, 0.37f);
    Tensor image = Tensor.of(grey, 1, 3, 20, 14);
    for (Tensor resized :
        new Tensor[] {
          Resize.bilinear(image, 33, 5),
          Resize.area(image, 7, 3),
          Resize.cubic(image, 9, 40),
          Filter.gaussian(image, 3)
        }) {
      for (float value : resized.data()) {
        assertThat(value).isCloseTo(0.37f, within(2e-7f));
      }
    }
  }

  @Test
  void areaAveragingByAWholeFactorIsTheMeanOfBlocks() {
    Tensor image = Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 1, 1, 2, 4);
    assertThat(Resize.area(image, 1, 2).data()).containsExactly(2.5f, 4.5f);
  }

  @Test
  void areaAveragingCannotEnlarge() {
    Tensor image = Tensor.zeros(1, 1, 2, 4);
    assertThatThrownBy(() -> Resize.area(image, 3, 4)).hasMessageContaining("only downsamples");
  }

  @Test
  void bordersAreMirroredAtAnyDistance() {
    assertThat(Border.REFLECT_101.index(-3, 3)).isEqualTo(1);
    assertThat(Border.REFLECT_101.index(9, 3)).isEqualTo(1);
    assertThat(Border.SYMMETRIC.index(-1, 3)).isZero();
    assertThat(Border.SYMMETRIC.index(4, 3)).isEqualTo(1);
    assertThat(Border.NEAREST.index(17, 3)).isEqualTo(2);
    assertThat(Border.REFLECT_101.index(5, 1)).isZero();
  }

  @Test
  void separableAndFullGaussianAgree() {
    float[] data = new float[3 * 15 * 11];
    for (int i = 0; i < data.length; i++) {
      data[i] = i * 37 % 101 / 101f;
    }
    Tensor image = Tensor.of(data, 1, 3, 15, 11);
    assertThat(Filter.gaussian(image, 1.5).data())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(Filter.correlate(image, BlurKernel.isotropic(13, 1.5)).data());
  }
}
