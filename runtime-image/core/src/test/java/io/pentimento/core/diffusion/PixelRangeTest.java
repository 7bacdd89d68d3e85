// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PixelRangeTest {

  @Test
  void imagesAreClampedAndMappedToThePriorsRange() {
    Tensor image = Tensor.of(new float[] {-0.5f, 0, 0.25f, 1, 1.5f}, 5);
    assertThat(PixelRange.toPrior(image).data()).containsExactly(-1, -1, -0.5f, 1, 1);
  }

  @Test
  void statesAreMappedAndClampedToImages() {
    Tensor state = Tensor.of(new float[] {-1.1f, -1, 0, 0.5f, 1.01f}, 5);
    assertThat(PixelRange.toImage(state).data()).containsExactly(0, 0, 0.5f, 0.75f, 1);
  }
}
