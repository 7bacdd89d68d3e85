// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.restorer;

import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.onnx.GraphPrecision;
import java.nio.file.Path;
import java.util.Map;

/**
 * The precision of a restoring graph. A model can have one graph of each precision, stored side by
 * side.
 */
public enum ServingPrecision {
  FLOAT32("Float32", ".onnx") {
    @Override
    public GraphPrecision of(NetworkFile network) {
      return GraphPrecision.FLOAT32;
    }
  },

  /** Layers with weights in float16, except those before the output. */
  FLOAT16("Float16", ".float16.onnx") {
    @Override
    public GraphPrecision of(NetworkFile network) {
      return network.float16();
    }
  };

  /** Metadata key of {@link #published} in a graph; a graph without it is in float32. */
  public static final String METADATA = "pentimento.precision";

  private final String published;
  private final String suffix;

  ServingPrecision(String published, String suffix) {
    this.published = published;
    this.suffix = suffix;
  }

  /** The name in manifests. */
  public String published() {
    return published;
  }

  /** The precision of the computation in a network's graph. */
  public abstract GraphPrecision of(NetworkFile network);

  /** The name of the graph of this precision beside {@code NAME.onnx}, or beside the other's. */
  public Path beside(Path graph) {
    String name = graph.getFileName().toString();
    for (ServingPrecision known : new ServingPrecision[] {FLOAT16, FLOAT32}) {
      if (name.endsWith(known.suffix)) {
        String stem = name.substring(0, name.length() - known.suffix.length());
        return graph.resolveSibling(stem + suffix);
      }
    }
    throw new IllegalArgumentException(graph + " is not an .onnx file");
  }

  /** The precision in a graph's metadata. */
  public static boolean isFloat16(Map<String, String> metadata) {
    return FLOAT16.published.equals(metadata.get(METADATA));
  }
}
