// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.torchscript;

import java.util.List;

/**
 * A network as the source of one function, {@code forward(inputs: List[Tensor], w: List[Tensor]) ->
 * List[Tensor]}.
 *
 * <p>The source is valid TorchScript and valid Python. It contains no weights: they are passed as
 * {@code w}, so that several sessions can share them and gradients can be computed.
 *
 * @param inputs in the order in which they are passed
 * @param outputs names, in the order in which they are returned
 * @param stored weights and constants in the order in which they are passed
 * @param body the statements of the function, indented by two spaces
 */
public record ScriptGraph(
    List<Input> inputs, List<String> outputs, List<StoredTensor> stored, String body) {

  /**
   * An input of the graph.
   *
   * @param shape contains multiples of {@link io.pentimento.core.graph.BatchDimension#BATCH} if it
   *     depends on the batch size
   */
  public record Input(String name, long[] shape) {
    public Input {
      shape = shape.clone();
    }

    @Override
    public long[] shape() {
      return shape.clone();
    }
  }

  public ScriptGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    stored = List.copyOf(stored);
  }
}
