// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.device;

import static io.pentimento.core.graph.BatchDimension.BATCH;

import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.util.Map;

/** Loads and runs a small model, and remains running for some time. */
final class OnnxProcess {
  private OnnxProcess() {}

  /**
   * Loads ONNX Runtime and stays for a while.
   *
   * @param arguments milliseconds to remain running
   */
  public static void main(String[] arguments) throws InterruptedException {
    OnnxOps ops = new OnnxOps(name -> null);
    var image = ops.input("image", DataType.FLOAT, BATCH, 3, 8, 8);
    ops.output("restored", ops.affine(image, -1, 1));
    try (OnnxSession session =
        OnnxSession.of(
            ops.model(Map.of("pentimento.digest", "sha256:0123")), SessionOptions.defaults())) {
      session.run(Tensor.zeros(1, 3, 8, 8));
      Thread.sleep(Long.parseLong(arguments[0]));
    }
  }
}
