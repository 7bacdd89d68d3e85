// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import io.pentimento.core.graph.GraphOutputs;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import java.util.List;

/** Outputs on the device, owned by {@code owner}. */
record ScriptOutputs(NDManager owner, List<String> names, NDList arrays) implements GraphOutputs {

  @Override
  public Tensor tensor(String name) {
    return toHost(array(name));
  }

  PtNDArray array(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "The network has no output '%s'; it has %s.".formatted(name, names));
    }
    return (PtNDArray) arrays.get(index);
  }

  /** Integers are converted to float32. */
  static Tensor toHost(NDArray array) {
    return ArrayTransfer.toHost(array.toType(DataType.FLOAT32, false));
  }

  @Override
  public void close() {
    owner.close();
  }
}
