// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.graph.GraphOps;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.network.lpips.LpipsWeights;
import io.pentimento.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The perceptual distance of two images {@code a} and {@code b}, (1, 3, size, size) in [0, 1]. */
record PerceptualGraph(StateDict weights, int size) implements NetworkGraph {

  @Override
  public @Nullable Tensor weight(String name) {
    return weights.tensors().get(name);
  }

  @Override
  public <T> void record(GraphOps<T> ops) {
    T a = ops.input("a", 1, 3, size, size);
    T b = ops.input("b", 1, 3, size, size);
    ops.output(
        "distance",
        LpipsWeights.network(weights).distance(ops, ops.affine(a, 2, -1), ops.affine(b, 2, -1)));
  }
}
