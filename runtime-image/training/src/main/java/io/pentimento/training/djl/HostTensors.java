package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.pentimento.core.tensor.Tensor;

/** Copies between the host's tensors and libtorch's. */
public final class HostTensors {
  private HostTensors() {}

  /** A copy in libtorch's memory: DJL's arrays live in Java's, which a graph cannot keep. */
  public static NDArray toDevice(NDManager manager, Tensor tensor) {
    try (NDArray shared = manager.create(tensor.data(), new Shape(tensor.shape()))) {
      return shared.duplicate();
    }
  }

  public static Tensor toHost(NDArray array) {
    return Tensor.of(array.toFloatArray(), array.getShape().getShape());
  }
}
