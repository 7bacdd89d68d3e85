// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import io.pentimento.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An inference request with binary samples of FP32: no image file is decoded or encoded. */
record TensorRequest(byte[] body, int jsonLength) {

  static TensorRequest of(Tensor image) {
    String json =
        """
        {"parameters": {"binary_data_output": true}, "inputs": [{"name": "image",
          "datatype": "FP32", "shape": [1, 3, %d, %d],
          "parameters": {"binary_data_size": %d}}]}"""
            .formatted(image.dim(2), image.dim(3), image.size() * Float.BYTES);
    byte[] head = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer body =
        ByteBuffer.allocate(head.length + image.size() * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(head);
    body.asFloatBuffer().put(image.data());
    return new TensorRequest(body.array(), head.length);
  }

  /** Sends the request, and returns whether it succeeded. */
  boolean send(ServerUnderTest server) {
    return server.post(
        "/v2/models/restorer/infer",
        Map.of(
            "Content-Type",
            "application/octet-stream",
            "Inference-Header-Content-Length",
            Integer.toString(jsonLength)),
        body);
  }
}
