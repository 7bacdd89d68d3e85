// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.Collection;

/** Tensors that {@link ForeachOps} changes together; the list shares their memory. */
public final class TensorList implements AutoCloseable {
  private final IValue value;

  private TensorList(IValue value) {
    this.value = value;
  }

  public static TensorList of(Collection<NDArray> tensors) {
    return new TensorList(
        IValue.listFrom(tensors.stream().map(t -> (PtNDArray) t).toArray(PtNDArray[]::new)));
  }

  IValue value() {
    return value;
  }

  @Override
  public void close() {
    value.close();
  }
}
