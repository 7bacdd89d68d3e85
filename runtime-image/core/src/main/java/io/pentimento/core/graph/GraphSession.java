package io.pentimento.core.graph;

import io.pentimento.core.tensor.Tensor;
import java.util.Map;

/**
 * A graph that an engine has loaded onto a device. Several threads may run it at once; closing it
 * frees its native memory.
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
   * @return all outputs by name; integers come back as floats, exact up to 2²⁴
   * @throws IllegalArgumentException if an input is missing, unknown or of another shape
   * @throws OutOfMemoryException if the device's memory does not suffice for a batch of this size
   */
  Map<String, Tensor> run(Map<String, Tensor> inputs);

  @Override
  void close();
}
