// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes networks with the ports of a face parser. */
public final class GeneratedParser {
  private static final int SIZE = 32;

  private GeneratedParser() {}

  /** Its mask is the brightness of the crop, times a factor. */
  public static Path brightness(Path file, double factor) throws IOException {
    OnnxOps ops = new OnnxOps(name -> null);
    OnnxValue input = ops.input("image", DataType.FLOAT, 1, 3, SIZE, SIZE);
    ops.output("mask", ops.affine(ops.mean(input, true, 1), factor, 0));
    OnnxModelFile.write(ops.model(Map.of()), file);
    return file;
  }

  /** Red is the background, class 0; green is skin, class 1. */
  static Path classes(Path file) throws IOException {
    OnnxOps ops = new OnnxOps(name -> null);
    OnnxValue input = ops.input("image", DataType.FLOAT, 1, 3, SIZE, SIZE);
    ops.output("scores", ops.affine(ops.slice(input, 1, 0, 2), 40, -20));
    OnnxModelFile.write(ops.model(Map.of()), file);
    return file;
  }
}
