package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.pentimento.core.tensor.Tensor;

/** Copies between the host's tensors and libtorch's. */
public final class HostTensors {
  private HostTensors() {}

  public static NDArray toDevice(NDManager manager, Tensor tensor) {
    return manager.create(tensor.data(), new Shape(tensor.shape()));
  }

  public static Tensor toHost(NDArray array) {
    return Tensor.of(array.toFloatArray(), array.getShape().getShape());
  }
}
