// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.torchscript.MemoryLayout;
import io.pentimento.training.inference.NumberFormat;
import io.pentimento.training.script.ReducedType;
import io.pentimento.training.script.ScriptSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures the networks in every number format and memory layout. */
final class NetworkTimes {
  private final CheckOptions options;
  private final Results results;

  NetworkTimes(CheckOptions options, Results results) {
    this.options = options;
    this.results = results;
  }

  void measure() throws IOException {
    System.out.println("| network | numbers | layout | fusing | batch | ms per call | MiB |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (MeasuredNetwork network : options.networks()) {
      NetworkGraph graph =
          network.network(options.size()).graph(options.size().pixels(), options.size().pixels());
      for (NumberFormat format : options.formats()) {
        for (MemoryLayout layout : options.layouts()) {
          for (boolean fusing : options.fusing()) {
            measure(network, graph, format, layout, fusing);
          }
        }
      }
    }
  }

  private void measure(
      MeasuredNetwork network,
      NetworkGraph graph,
      NumberFormat format,
      MemoryLayout layout,
      boolean fusing)
      throws IOException {
    ScriptSettings settings =
        new ScriptSettings(
            format == NumberFormat.FLOAT16 ? ReducedType.FLOAT16 : ReducedType.BFLOAT16,
            layout,
            fusing);
    try (ScriptCall call = ScriptCall.open(graph, format, settings)) {
      for (int batch : options.batches()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("part", "network");
        row.put("network", network.name());
        row.put("numbers", format.name());
        row.put("tf32", String.valueOf(System.getenv("PENTIMENTO_TF32")));
        row.put("layout", layout.name());
        row.put("fusing", fusing);
        row.put("batch", batch);
        row.put("millisecondsPerCall", time(call, network, batch));
        row.put("mebibytes", DeviceMemory.used());
        results.add(line(row), row);
        JniUtils.emptyCudaCache();
      }
    }
  }

  private Object time(ScriptCall call, MeasuredNetwork network, int batch) {
    try {
      double ms = call.milliseconds(network, options.size(), batch, options.seconds(), 5);
      return Double.parseDouble(String.format(Locale.ROOT, "%.3f", ms));
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }
  }

  private static String line(Map<String, Object> row) {
    return "| "
        + String.join(
            " | ",
            List.of(
                    "network",
                    "numbers",
                    "layout",
                    "fusing",
                    "batch",
                    "millisecondsPerCall",
                    "mebibytes")
                .stream()
                .map(key -> String.valueOf(row.get(key)))
                .toList())
        + " |";
  }
}
