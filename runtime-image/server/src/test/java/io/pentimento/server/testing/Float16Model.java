// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.testing;

import static io.pentimento.core.graph.BatchDimension.BATCH;

import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.restorer.ServingPrecision;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A model with a graph of each precision; the configuration selects float16. */
public class Float16Model implements QuarkusTestResourceLifecycleManager {
  private Path directory;

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("model");
      for (ServingPrecision precision : ServingPrecision.values()) {
        write(precision);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(
        "pentimento.model.path", directory.toString(), "pentimento.model.precision", "Float16");
  }

  /** Both compute the same; their metadata differ. */
  private void write(ServingPrecision precision) throws IOException {
    OnnxOps ops = new OnnxOps(name -> null);
    int size = TinyModel.SIZE;
    var image = ops.input("image", DataType.FLOAT, BATCH, 3, size, size);
    ops.output("restored", ops.affine(image, -1, 1));
    OnnxModelFile.write(
        ops.model(Map.of(ServingPrecision.METADATA, precision.published())),
        precision.beside(directory.resolve("model.onnx")));
  }

  @Override
  public void stop() {
    try {
      for (ServingPrecision precision : ServingPrecision.values()) {
        Files.deleteIfExists(precision.beside(directory.resolve("model.onnx")));
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
