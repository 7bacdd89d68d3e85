// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import static io.pentimento.core.graph.BatchDimension.BATCH;

import io.pentimento.core.graph.GraphOps;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.tensor.Tensor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outermost level of a prior, with deep features of an earlier step as input. */
record OutermostLevelGraph(UNetFile prior, int height, int width) implements NetworkGraph {

  @Override
  public @Nullable Tensor weight(String name) {
    return prior.weights().tensors().get(name);
  }

  @Override
  public <T> void record(GraphOps<T> ops) {
    UNet network = new UNet(prior.config());
    T x = ops.input("x", BATCH, prior.config().inChannels(), height, width);
    T t = ops.input("t", BATCH);
    T deep = ops.input("deep", BATCH, network.deepChannels(), height, width);
    ops.output("y", network.shallow(ops, x, t, deep));
  }

  @Override
  public Set<String> float32Layers() {
    return prior.head();
  }
}
