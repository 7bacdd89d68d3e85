// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

/**
 * An edge of a graph: the output of a node, an input or a stored tensor.
 *
 * @param shape contains multiples of {@link io.pentimento.core.graph.BatchDimension#BATCH} if it
 *     depends on the batch size
 */
public record OnnxValue(String name, DataType type, long[] shape) {
  public OnnxValue {
    shape = shape.clone();
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  int rank() {
    return shape.length;
  }

  long dim(int axis) {
    return shape[axis];
  }
}
