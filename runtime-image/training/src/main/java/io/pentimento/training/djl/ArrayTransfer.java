// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;

/** Copies between host tensors and libtorch's arrays. */
public final class ArrayTransfer {
  private ArrayTransfer() {}

  /**
   * A copy in libtorch's memory: DJL's arrays are in Java's memory, which a graph cannot keep
   * alive.
   */
  public static NDArray toDevice(NDManager manager, Tensor tensor) {
    try (NDArray shared = manager.create(tensor.data(), new Shape(tensor.shape()))) {
      return shared.duplicate();
    }
  }

  /**
   * Overwrites an array in place, so that all holders of its memory see the new values. DJL's
   * {@code set} would instead attach Java memory to this one array.
   */
  public static void overwrite(NDArray array, float[] values) {
    boolean scalar = array.getShape().dimension() == 0;
    Shape shape = scalar ? new Shape(1) : array.getShape();
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray target = scalar ? array.reshape(shape) : array;
      long[] start = new long[shape.dimension()];
      long[] step = new long[shape.dimension()];
      Arrays.fill(step, 1);
      JniUtils.indexSet(
          (PtNDArray) target,
          (PtNDArray) array.getManager().create(values, shape),
          start,
          shape.getShape(),
          step);
    }
  }

  public static Tensor toHost(NDArray array) {
    return Tensor.of(array.toFloatArray(), array.getShape().getShape());
  }
}
