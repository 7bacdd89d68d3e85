// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import io.pentimento.benchmark.Images;
import io.pentimento.benchmark.Networks;
import io.pentimento.benchmark.Size;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Measures the server and prints tables. */
final class ServerLatency {
  private static final int STARTS = 5;

  private ServerLatency() {}

  /**
   * Measures start-up, latency and batches on shared cores, or latency on separate cores.
   *
   * @param arguments the size, small or full, and the placement, shared (default) or separate
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Size size = Size.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    Placement placement =
        arguments.length < 2
            ? Placement.SHARED
            : Placement.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    Path model = Files.createTempFile("latency", ".onnx");
    try {
      OnnxModelFile.write(Networks.restorer(size).onnx(size.pixels()), model);
      print(placement, size, model);
    } finally {
      Files.deleteIfExists(model);
    }
  }

  private static void print(Placement placement, Size size, Path model)
      throws IOException, InterruptedException {
    System.out.printf("Cores: %d%n%n", Runtime.getRuntime().availableProcessors());
    Tensor image = Images.random(size, 1);
    TensorRequest tensor = TensorRequest.of(image);
    LatencyTable latency =
        new LatencyTable(placement, size, model, tensor, ImageFiles.encodePng(image));
    if (placement == Placement.SEPARATE) {
      latency.print();
      return;
    }
    new StartUp(model, STARTS).print();
    latency.print();
    new BatchThroughput(model, tensor).print();
  }
}
