// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.graph.BatchDimension;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.core.torchscript.MemoryLayout;
import io.pentimento.core.torchscript.ScriptGraph;
import io.pentimento.core.torchscript.ScriptOps;
import io.pentimento.core.torchscript.ScriptPrecision;
import io.pentimento.core.torchscript.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Exports the networks for PyTorch: source that is valid Python as {@code NAME.py}, inputs and
 * stored tensors as {@code NAME.json}, and the tensors as {@code NAME.safetensors}.
 */
record ScriptExport(CheckOptions options) {
  void write() throws IOException {
    for (MeasuredNetwork network : options.networks()) {
      int side = options.size().pixels();
      NetworkGraph graph = network.network(options.size()).graph(side, side);
      write(network.name().toLowerCase(Locale.ROOT), graph, ScriptPrecision.FLOAT32, "");
      write(
          network.name().toLowerCase(Locale.ROOT),
          graph,
          ScriptPrecision.reducedExcept(graph.float32Layers()),
          "-reduced");
    }
  }

  private void write(String name, NetworkGraph network, ScriptPrecision precision, String suffix)
      throws IOException {
    ScriptOps ops = new ScriptOps(network::weight, precision, MemoryLayout.CONTIGUOUS);
    network.record(ops);
    ScriptGraph graph = ops.graph();
    Files.writeString(
        file(name + suffix + ".py"),
        "from typing import List\nimport torch\nfrom torch import Tensor\n\n\n"
            + "def forward(inputs: List[Tensor], w: List[Tensor]) -> List[Tensor]:\n"
            + graph.body());
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("network", name);
    description.put("function", "forward");
    description.put("inputs", graph.inputs().stream().map(ScriptExport::input).toList());
    description.put("weights", name + ".safetensors");
    description.put("weightShapes", graph.stored().stream().map(ScriptExport::stored).toList());
    Files.write(file(name + suffix + ".json"), new ObjectMapper().writeValueAsBytes(description));
    if (suffix.isEmpty()) {
      writeWeights(name, graph);
    }
  }

  private Path file(String name) {
    return options.out().resolve(name);
  }

  private void writeWeights(String name, ScriptGraph graph) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (StoredTensor tensor : graph.stored()) {
      tensors.put(tensor.name(), Tensor.of(tensor.values().get(), tensor.shape()));
    }
    Safetensors.write(file(name + ".safetensors"), StateDict.of(tensors), Map.of());
  }

  private static Map<String, Object> input(ScriptGraph.Input input) {
    List<Long> shape = new ArrayList<>();
    Arrays.stream(input.shape()).forEach(d -> shape.add(BatchDimension.isOpen(d) ? -1 : d));
    return Map.of("name", input.name(), "shape", shape);
  }

  private static Map<String, Object> stored(StoredTensor tensor) {
    return Map.of(
        "name",
        tensor.name(),
        "type",
        tensor.type().name(),
        "shape",
        Arrays.stream(tensor.shape()).boxed().toList());
  }
}
