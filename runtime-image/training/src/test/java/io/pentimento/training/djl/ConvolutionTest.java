// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.optimizer.Gradients;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares results and gradients with the definition of a convolution, written as loops. */
class ConvolutionTest {
  private static final int BATCH = 2;
  private static final int SIDE = 24;

  @ParameterizedTest
  @CsvSource({
    "3, 32, 3, 1",
    "32, 6, 3, 1",
    "64, 1, 3, 1",
    "60, 60, 3, 1",
    "20, 24, 1, 1",
    "8, 16, 4, 2",
    "32, 64, 3, 2"
  })
  void incompleteChannelBlocksAreComputedExactly(int in, int out, int kernel, int stride) {
    Tensor x = random(1, BATCH, in, SIDE, SIDE);
    Tensor weight = random(2, out, in, kernel, kernel);
    Tensor bias = random(3, out);
    Tensor upstream = random(4, BATCH, out, side(kernel, stride), side(kernel, stride));
    Loops expected = new Loops(x, weight, bias, stride, upstream);
    try (NDManager manager = TorchEngine.newManager()) {
      for (int repetition = 0; repetition < 3; repetition++) {
        poisonFreedMemory(manager);
        NDArray dx = differentiable(manager, x);
        NDArray dw = differentiable(manager, weight);
        NDArray db = differentiable(manager, bias);
        float[][] y = new float[1][];
        Gradients.accumulate(
            () -> {
              NDArray result = Convolution.of(dx, dw, db, stride, 1, 1);
              y[0] = result.toFloatArray();
              return result.mul(ArrayTransfer.toDevice(manager, upstream)).sum();
            });
        assertClose(y[0], expected.y);
        assertClose(dx.getGradient().toFloatArray(), expected.dx);
        assertClose(dw.getGradient().toFloatArray(), expected.dw);
      }
    }
  }

  private static int side(int kernel, int stride) {
    return (SIDE + 2 - kernel) / stride + 1;
  }

  /**
   * Fills memory with values other than zero, which a kernel may read without having written it.
   */
  private static void poisonFreedMemory(NDManager manager) {
    for (int i = 0; i < 8; i++) {
      try (NDManager scratch = manager.newSubManager()) {
        scratch.full(new Shape(BATCH, 64, SIDE, SIDE), Float.NaN);
        scratch.full(new Shape(64, 64, 3, 3), Float.NaN);
      }
    }
  }

  private static NDArray differentiable(NDManager manager, Tensor tensor) {
    NDArray array = ArrayTransfer.toDevice(manager, tensor);
    array.setRequiresGradient(true);
    return array;
  }

  private static Tensor random(long seed, long... shape) {
    Tensor tensor = Tensor.zeros(shape);
    Random random = new Random(seed);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.data()[i] = random.nextFloat() - 0.5f;
    }
    return tensor;
  }

  private static void assertClose(float[] actual, double[] expected) {
    double scale =
        IntStream.range(0, expected.length)
            .mapToDouble(i -> Math.abs(expected[i]))
            .max()
            .orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-5 * scale));
    }
  }

  /** y, and the gradients of Σ y·upstream. */
  private static final class Loops {
    final double[] y;
    final double[] dx;
    final double[] dw;

    Loops(Tensor x, Tensor w, Tensor b, int stride, Tensor upstream) {
      y = new double[upstream.size()];
      dx = new double[x.size()];
      dw = new double[w.size()];
      int in = (int) w.dim(1);
      int out = (int) w.dim(0);
      int kernel = (int) w.dim(2);
      int side = (int) upstream.dim(2);
      for (int n = 0; n < BATCH; n++) {
        for (int o = 0; o < out; o++) {
          for (int p = 0; p < side * side; p++) {
            int at = (n * out + o) * side * side + p;
            y[at] = b.data()[o];
            for (int k = 0; k < in * kernel * kernel; k++) {
              int row = p / side * stride + k / kernel % kernel - 1;
              int column = p % side * stride + k % kernel - 1;
              if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
                int from = ((n * in + k / kernel / kernel) * SIDE + row) * SIDE + column;
                int weight = o * in * kernel * kernel + k;
                y[at] += (double) x.data()[from] * w.data()[weight];
                dx[from] += (double) upstream.data()[at] * w.data()[weight];
                dw[weight] += (double) upstream.data()[at] * x.data()[from];
              }
            }
          }
        }
      }
    }
  }
}
