package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;

/** Copies between the host's tensors and libtorch's. */
public final class ArrayTransfer {
  private ArrayTransfer() {}

  /** A copy in libtorch's memory: DJL's arrays live in Java's, which a graph cannot keep. */
  public static NDArray toDevice(NDManager manager, Tensor tensor) {
    try (NDArray shared = manager.create(tensor.data(), new Shape(tensor.shape()))) {
      return shared.duplicate();
    }
  }

  /**
   * Overwrites an array where it lies, so that all who share its memory see it. DJL's {@code set}
   * instead lends Java's memory to the one array.
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
