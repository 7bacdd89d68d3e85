// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.Gradients;
import io.pentimento.training.optimizer.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvolutionsTest {
  /** Side length of the image; each convolution reduces it by two. */
  private static final int SIDE = 24;

  @TempDir Path folder;

  /** A convolution of ones adds its inputs: results and gradients are integers. */
  @ParameterizedTest
  @ValueSource(ints = {3, 6, 20, 60, 64})
  void incompleteChannelBlocksInAModuleAreComputedExactly(int channels) throws IOException {
    Path file = folder.resolve("net.pt");
    new ScriptFile()
        .parameter("w1", ones(channels, 3, 3, 3))
        .parameter("w2", ones(3, channels, 3, 3))
        .write(
            file,
            """
            h = torch.conv2d(x, self.w1, None, [1, 1], [0, 0], [1, 1], 1)
            return torch.conv2d(h, self.w2, None, [1, 1], [0, 0], [1, 1], 1)
            """);
    try (NDManager manager = TorchEngine.newManager();
        ScriptModule module = ScriptModule.load(manager, file);
        Parameters parameters = Parameters.shared(manager, module::parameters)) {
      NDArray x = ArrayTransfer.toDevice(manager, ones(2, 3, SIDE, SIDE));
      float[][] y = new float[1][];
      poison(manager);
      Gradients.accumulate(
          () -> {
            NDArray result = module.forward(x, true);
            y[0] = result.toFloatArray();
            return result.sum();
          });

      assertThat(y[0]).containsOnly(3f * 9 * channels * 9);
      assertThat(parameters.trainable().get("w1").getGradient().toFloatArray())
          .containsOnly(2f * (SIDE - 4) * (SIDE - 4) * 3 * 9);
      assertThat(parameters.trainable().get("w2").getGradient().toFloatArray())
          .containsOnly(2f * (SIDE - 4) * (SIDE - 4) * 3 * 9);
    }
  }

  private static void poison(NDManager manager) {
    for (int i = 0; i < 8; i++) {
      try (NDManager scratch = manager.newSubManager()) {
        scratch.full(new Shape(2, 64, SIDE, SIDE), Float.NaN);
        scratch.full(new Shape(64, 64, 3, 3), Float.NaN);
      }
    }
  }

  private static Tensor ones(long... shape) {
    Tensor ones = Tensor.zeros(shape);
    Arrays.fill(ones.data(), 1);
    return ones;
  }
}
