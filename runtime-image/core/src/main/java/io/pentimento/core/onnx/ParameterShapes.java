// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The weights that a network uses, in the order of its computation: the required content of a
 * checkpoint, and of a random initialisation.
 */
public final class ParameterShapes {
  private ParameterShapes() {}

  /**
   * Runs the network's definition without weights.
   *
   * <pre>{@code
   * ParameterShapes.of(ops -> network.forward(ops, ops.input("x", DataType.FLOAT, 1, 3, 64, 64)));
   * }</pre>
   *
   * @return name to shape
   */
  public static Map<String, long[]> of(Consumer<OnnxOps> network) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    network.accept(
        new OnnxOps(
            (String name, long... shape) -> {
              shapes.put(name, shape.clone());
              return () -> {
                throw new IllegalStateException("only the shape of '%s' is known".formatted(name));
              };
            }));
    return Collections.unmodifiableMap(shapes);
  }
}
