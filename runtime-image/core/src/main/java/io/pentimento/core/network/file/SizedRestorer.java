// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import io.pentimento.core.graph.GraphOps;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.tensor.Tensor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A restorer from images in [0, 1] to images in [0, 1], of one size in pixels. */
record SizedRestorer(NetworkFile network, int height, int width) implements NetworkGraph {

  @Override
  public @Nullable Tensor weight(String name) {
    return network.weights().tensors().get(name);
  }

  @Override
  public <T> void record(GraphOps<T> ops) {
    network.recordRestoring(ops, height, width);
  }

  @Override
  public Set<String> float32Layers() {
    return network.head();
  }
}
