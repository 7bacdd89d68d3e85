// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.testing;

import static io.pentimento.core.graph.BatchDimension.BATCH;

import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxValue;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Serves a model of 32×32 pixels that inverts images. */
public class TinyModel implements QuarkusTestResourceLifecycleManager {
  public static final int SIZE = 32;
  private Path directory;

  public static void write(Path file, long channels) throws IOException {
    write(file, channels, "sha256:0123");
  }

  static void write(Path file, long channels, String digest) throws IOException {
    OnnxOps ops = new OnnxOps(name -> null);
    OnnxValue image = ops.input("image", DataType.FLOAT, BATCH, channels, SIZE, SIZE);
    ops.output("restored", ops.affine(image, -1, 1));
    Map<String, String> metadata =
        Map.of(
            "pentimento.architecture",
            "Negative",
            "pentimento.digest",
            digest,
            "pentimento.size",
            Integer.toString(SIZE),
            "pentimento.job",
            "night-cctv");
    OnnxModelFile.write(ops.model(metadata), file);
  }

  /** A model that inverts images and enlarges them by a factor. */
  public static void writeEnlarging(Path file, int scale) throws IOException {
    OnnxOps ops = new OnnxOps(name -> null);
    OnnxValue image = ops.input("image", DataType.FLOAT, BATCH, 3, SIZE, SIZE);
    ops.output("restored", ops.affine(ops.upsampleNearest(image, scale), -1, 1));
    OnnxModelFile.write(ops.model(Map.of("pentimento.architecture", "Enlarging")), file);
  }

  /** A model that multiplies the image by w. */
  public static void writeWeighted(Path file, Map<String, String> metadata) throws IOException {
    OnnxOps ops = new OnnxOps(name -> null);
    OnnxValue image = ops.input("image", DataType.FLOAT, BATCH, 3, SIZE, SIZE);
    ops.output("restored", ops.mul(image, ops.input("w", DataType.FLOAT)));
    OnnxModelFile.write(ops.model(metadata), file);
  }

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("model");
      write(directory.resolve("model.onnx"), 3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of("pentimento.model.path", directory.toString());
  }

  @Override
  public void stop() {
    try {
      Files.deleteIfExists(directory.resolve("model.onnx"));
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
