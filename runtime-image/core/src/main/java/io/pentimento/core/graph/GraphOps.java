// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.graph;

import io.pentimento.core.ops.Ops;

/**
 * Records a network as a graph instead of computing it.
 *
 * @param <T> a value in the graph
 */
public interface GraphOps<T> extends Ops<T> {

  /**
   * Declares a float32 input. Inputs are passed to the graph in the order of their declaration.
   *
   * @param shape the first dimension is usually {@link BatchDimension#BATCH}
   */
  T input(String name, long... shape);

  /** Declares an output, float32 or int64. */
  void output(String name, T value);
}
