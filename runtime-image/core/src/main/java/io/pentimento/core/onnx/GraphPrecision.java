// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import java.util.Set;

/** The number formats of a graph's computation. */
public sealed interface GraphPrecision {
  /** Everything in float32. */
  GraphPrecision FLOAT32 = new Full();

  /**
   * Whether a node computes in float16.
   *
   * @param operator of ONNX
   * @param weight name of the stored float tensor that is its second input
   */
  boolean halves(String operator, String weight);

  /**
   * Convolutions and products with weights in float16, stored as such. In float32: normalisations,
   * softmax, sums, products of activations and the named layers.
   *
   * @param float32 names of weights whose layers remain in float32: those before the output
   */
  static GraphPrecision float16(Set<String> float32) {
    return new Mixed(Set.copyOf(float32));
  }

  /** Everything in float32. */
  record Full() implements GraphPrecision {
    @Override
    public boolean halves(String operator, String weight) {
      return false;
    }
  }

  /** Layers with weights in float16, except the named ones. */
  record Mixed(Set<String> float32) implements GraphPrecision {
    private static final Set<String> WITH_WEIGHTS = Set.of("Conv", "MatMul", "Gemm");

    @Override
    public boolean halves(String operator, String weight) {
      return WITH_WEIGHTS.contains(operator) && float32.stream().noneMatch(weight::startsWith);
    }
  }
}
