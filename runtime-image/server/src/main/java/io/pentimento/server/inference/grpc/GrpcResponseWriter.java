// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.pentimento.server.inference.InferenceResponse;
import io.pentimento.server.inference.OutputTensor;
import io.pentimento.server.inference.RawFiles;
import io.pentimento.server.inference.TensorType;
import io.pentimento.server.inference.grpc.proto.InferTensorContents;
import io.pentimento.server.inference.grpc.proto.ModelInferResponse;
import io.pentimento.server.inference.grpc.proto.ModelInferResponse.InferOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes the response to an inference request.
 *
 * @param raw whether contents are bytes rather than elements, as in the request
 */
record GrpcResponseWriter(InferenceResponse response, boolean raw) {

  /** Maximum number of bytes in use while it is written and sent, besides the response itself. */
  long memory() {
    OutputTensor output = response.output();
    boolean levels = output.type() == TensorType.UINT8 && !raw;
    return levels ? output.bytes() * (Integer.BYTES + 2) : 2 * output.bytes();
  }

  ModelInferResponse write() {
    OutputTensor output = response.output();
    InferOutputTensor.Builder tensor =
        InferOutputTensor.newBuilder()
            .setName(output.name())
            .setDatatype(output.type().name())
            .addAllShape(output.shape());
    ModelInferResponse.Builder message =
        ModelInferResponse.newBuilder()
            .setModelName(response.model())
            .setModelVersion(response.version())
            .setId(response.id());
    if (raw) {
      message.addRawOutputContents(bytes(output));
    } else {
      tensor.setContents(elements(output));
    }
    return message.addOutputs(tensor).build();
  }

  private static ByteString bytes(OutputTensor output) {
    boolean files = output.type() == TensorType.BYTES;
    long size = files ? RawFiles.size(output.images()) : output.bytes();
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size));
    for (byte[] image : output.images()) {
      if (files) {
        RawFiles.write(image, all);
      } else {
        all.put(image);
      }
    }
    return UnsafeByteOperations.unsafeWrap(all.flip());
  }

  private static InferTensorContents elements(OutputTensor output) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (byte[] image : output.images()) {
      switch (output.type()) {
        case FP32 -> addFloats(image, contents);
        case UINT8 -> addLevels(image, contents);
        case BYTES -> contents.addBytesContents(UnsafeByteOperations.unsafeWrap(image));
      }
    }
    return contents.build();
  }

  private static void addFloats(byte[] image, InferTensorContents.Builder contents) {
    ByteBuffer samples = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    while (samples.hasRemaining()) {
      contents.addFp32Contents(samples.getFloat());
    }
  }

  private static void addLevels(byte[] image, InferTensorContents.Builder contents) {
    for (byte level : image) {
      contents.addUintContents(level & 0xff);
    }
  }
}
