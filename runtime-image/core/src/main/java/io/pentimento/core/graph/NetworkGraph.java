// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.graph;

import io.pentimento.core.tensor.Tensor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A network with its weights, inputs and outputs, for images of one size. */
public interface NetworkGraph {

  /** The weight with this name, or null. */
  @Nullable Tensor weight(String name);

  /** Declares the inputs, records the network, declares the outputs. */
  <T> void record(GraphOps<T> ops);

  /** Prefixes of the weights whose layers remain in float32 if the others use reduced precision. */
  default Set<String> float32Layers() {
    return Set.of();
  }
}
