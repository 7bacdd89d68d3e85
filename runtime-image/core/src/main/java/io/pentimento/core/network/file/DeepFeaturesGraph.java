// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import static io.pentimento.core.graph.BatchDimension.BATCH;

import io.pentimento.core.graph.GraphOps;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.tensor.Tensor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole prior that also outputs the features that its outermost level can reuse. */
record DeepFeaturesGraph(UNetFile prior, int height, int width) implements NetworkGraph {

  @Override
  public @Nullable Tensor weight(String name) {
    return prior.weights().tensors().get(name);
  }

  @Override
  public <T> void record(GraphOps<T> ops) {
    T x = ops.input("x", BATCH, prior.config().inChannels(), height, width);
    T t = ops.input("t", BATCH);
    UNet.WithDeepFeatures<T> run = new UNet(prior.config()).forwardWithDeepFeatures(ops, x, t);
    ops.output("y", run.output());
    ops.output("deep", run.deep());
  }

  @Override
  public Set<String> float32Layers() {
    return prior.head();
  }
}
