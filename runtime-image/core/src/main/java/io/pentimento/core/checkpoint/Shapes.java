// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint;

import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;

/** Validates shapes of files. */
public final class Shapes {
  private Shapes() {}

  /** The product of the axes, which must fit into one Java array. */
  public static long elements(String name, long[] shape) {
    if (Arrays.stream(shape).anyMatch(axis -> axis < 0)) {
      throw new CheckpointException("tensor '%s' has a negative axis".formatted(name));
    }
    long elements;
    try {
      elements = Tensor.elements(shape);
    } catch (ArithmeticException e) {
      elements = Long.MAX_VALUE;
    }
    if (elements >= Integer.MAX_VALUE - 8) {
      throw new CheckpointException(
          "tensor '%s' has too many elements: at most 2^31 - 9 are supported".formatted(name));
    }
    return elements;
  }
}
