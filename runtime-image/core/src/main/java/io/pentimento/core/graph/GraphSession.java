// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.graph;

import io.pentimento.core.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A graph that an engine has loaded onto a device. Thread-safe; closing it frees its native memory.
 */
public interface GraphSession extends AutoCloseable {

  /**
   * Runs the graph on its inputs in their declared order.
   *
   * @return the first output
   */
  Tensor run(Tensor... inputs);

  /**
   * Runs the graph on its inputs by name.
   *
   * @return all outputs by name; integers are returned as floats, exact up to 2²⁴
   * @throws IllegalArgumentException if an input is missing, unknown or of another shape
   * @throws OutOfMemoryException if the device's memory is too small for a batch of this size
   */
  Map<String, Tensor> run(Map<String, Tensor> inputs);

  /**
   * Runs the graph and leaves its outputs in the engine's memory.
   *
   * @param inputs by name; missing inputs are taken from {@code earlier}
   * @param earlier outputs of an earlier run, of this or another session of the same engine and
   *     device, used without a copy; null for none
   * @return the outputs; the caller closes them
   */
  GraphOutputs runResident(Map<String, Tensor> inputs, @Nullable GraphOutputs earlier);

  @Override
  void close();
}
