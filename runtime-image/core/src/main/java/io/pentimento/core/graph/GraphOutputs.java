package io.pentimento.core.graph;

import io.pentimento.core.tensor.Tensor;

/** Outputs of a run that are still in the engine's memory; closing them frees it. */
public interface GraphOutputs extends AutoCloseable {

  /**
   * A copy of one output in the host's memory.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  Tensor tensor(String name);

  @Override
  void close();
}
