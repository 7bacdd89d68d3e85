// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class FidelityTest {
  private static final int SIZE = 64;

  @Test
  void noiseHardlyAffectsConsistency() {
    Tensor noisy = image(0.5f);
    for (int i = 0; i < noisy.size(); i++) {
      noisy.data()[i] += (i + i / SIZE) % 2 == 0 ? 0.2f : -0.2f;
    }

    assertThat(Fidelity.consistency(noisy, image(0.5f))).isCloseTo(0, within(1e-4));
  }

  @Test
  void aUniformShiftIsMeasuredInLevels() {
    assertThat(Fidelity.consistency(image(0.6f), image(0.5f))).isCloseTo(25.5, within(1e-3));
  }

  @Test
  void embeddingsAreComparedByAngleIndependentOfLength() {
    assertThat(Fidelity.degrees(new float[] {1, 0}, new float[] {5, 0})).isCloseTo(0, within(1e-6));
    assertThat(Fidelity.degrees(new float[] {1, 0}, new float[] {0, 3}))
        .isCloseTo(90, within(1e-6));
    assertThat(Fidelity.degrees(new float[] {1, 1}, new float[] {-2, -2}))
        .isCloseTo(180, within(1e-5));
  }

  private static Tensor image(float value) {
    Tensor image = Tensor.zeros(1, 3, SIZE, SIZE);
    java.util.Arrays.fill(image.data(), value);
    return image;
  }
}
