// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Products of operands rounded to bfloat16, with float32 results and gradients. The conversions are
 * part of the recorded graph, as with PyTorch's autocast.
 */
record ReducedProducts(TorchScript script) {
  private static final int FLOAT32 = 6;
  private static final int BFLOAT16 = 15;

  NDArray matmul(NDArray a, NDArray b) {
    return script.eval(full("torch.matmul(%s, %s)".formatted(rounded(0), rounded(1))), a, b);
  }

  /** {@code bias} may be null. */
  NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
    String factors = "%s, %s".formatted(rounded(0), rounded(1));
    return bias == null
        ? script.eval(full("torch.linear(%s, None)".formatted(factors)), x, weight)
        : script.eval(full("torch.linear(%s, %s)".formatted(factors, rounded(2))), x, weight, bias);
  }

  /** {@code bias} may be null. */
  NDArray conv2d(
      NDArray x, NDArray weight, @Nullable NDArray bias, int stride, int padding, int groups) {
    String shape = "[%1$d, %1$d], [%2$d, %2$d], [1, 1], %3$d".formatted(stride, padding, groups);
    String factors = "%s, %s".formatted(rounded(0), rounded(1));
    return bias == null
        ? script.eval(full("torch.conv2d(%s, None, %s)".formatted(factors, shape)), x, weight)
        : script.eval(
            full("torch.conv2d(%s, %s, %s)".formatted(factors, rounded(2), shape)),
            x,
            weight,
            bias);
  }

  private static String rounded(int argument) {
    return "torch.to(a%d, %d)".formatted(argument, BFLOAT16);
  }

  private static String full(String expression) {
    return "torch.to(%s, %d)".formatted(expression, FLOAT32);
  }
}
