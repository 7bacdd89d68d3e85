// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.Gradients;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CodebookTest {
  private static final float[] LATENT = {1, -2, 0.5f, 4};
  private static final float[] VECTORS = {0.5f, -1, 0.5f, 5};

  private NDManager manager;
  private Codebook codebook;
  private NDArray latent;
  private NDArray vectors;

  @BeforeEach
  void open() {
    manager = TorchEngine.newManager();
    codebook = new Codebook(new DjlOps(manager, null));
    latent = leaf(LATENT);
    vectors = leaf(VECTORS);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void quantizedLatentsHaveTheValueOfVectorsAndTheGradientOfLatents() {
    float[] weights = {1, 2, 3, 4};
    float value =
        gradients(() -> codebook.quantized(latent, vectors).mul(manager.create(weights)).sum());

    assertThat(value).isEqualTo(0.5f - 2 + 1.5f + 20);
    assertThat(latent.getGradient().toFloatArray()).containsExactly(weights);
    assertThat(vectors.getGradient().toFloatArray()).containsOnly(0);
  }

  @Test
  void theLossMovesVectorsFourTimesAsStronglyAsLatents() {
    float value = gradients(() -> codebook.loss(latent, vectors));

    double squares = 0.25 + 1 + 0 + 1;
    assertThat(value).isCloseTo((float) (1.25 * squares / 4), within(1e-6f));
    for (int i = 0; i < LATENT.length; i++) {
      float pull = 2 * (VECTORS[i] - LATENT[i]) / 4;
      assertThat(vectors.getGradient().getFloat(i)).isCloseTo(pull, within(1e-6f));
      assertThat(latent.getGradient().getFloat(i)).isCloseTo(-0.25f * pull, within(1e-6f));
    }
  }

  private static float gradients(Supplier<NDArray> loss) {
    return Gradients.accumulate(loss);
  }

  private NDArray leaf(float[] values) {
    NDArray array = manager.create(values).duplicate();
    array.setRequiresGradient(true);
    return array;
  }
}
