// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.graph;

import io.pentimento.core.tensor.Tensor;

/** Outputs of a run in the memory of the engine; closing them frees it. */
public interface GraphOutputs extends AutoCloseable {

  /**
   * A copy of one output in the host's memory.
   *
   * @throws IllegalArgumentException if there is no output with this name
   */
  Tensor tensor(String name);

  @Override
  void close();
}
