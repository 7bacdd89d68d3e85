// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import com.google.protobuf.ByteString;
import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.inference.TensorContents;
import io.pentimento.server.inference.TensorType;
import io.pentimento.server.inference.grpc.proto.InferTensorContents;
import java.nio.ByteBuffer;

/** Contents of a tensor in the field of its type. */
final class TypedContents {
  private static final int HIGHEST_LEVEL = 255;

  private TypedContents() {}

  /**
   * @throws InvalidInferenceException if a level is not from 0 to 255
   */
  static TensorContents read(TensorType type, InferTensorContents given) {
    return switch (type) {
      case FP32 -> new TensorContents.Floats(floats(given));
      case UINT8 -> new TensorContents.Raw(ByteBuffer.wrap(levels(given)));
      case BYTES ->
          new TensorContents.Files(
              given.getBytesContentsList().stream().map(ByteString::toByteArray).toList());
    };
  }

  /** The memory that {@link #read} needs besides the request, in bytes. */
  static long memory(TensorType type, InferTensorContents given) {
    return switch (type) {
      case FP32 -> (long) given.getFp32ContentsCount() * Float.BYTES;
      case UINT8 -> given.getUintContentsCount();
      case BYTES -> given.getBytesContentsList().stream().mapToLong(ByteString::size).sum();
    };
  }

  private static float[] floats(InferTensorContents given) {
    float[] values = new float[given.getFp32ContentsCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = given.getFp32Contents(i);
    }
    return values;
  }

  private static byte[] levels(InferTensorContents given) {
    byte[] levels = new byte[given.getUintContentsCount()];
    for (int i = 0; i < levels.length; i++) {
      int level = given.getUintContents(i);
      if (level < 0 || level > HIGHEST_LEVEL) {
        throw new InvalidInferenceException(
            "uint_contents has %s; levels of UINT8 must be from 0 to 255."
                .formatted(Integer.toUnsignedString(level)));
      }
      levels[i] = (byte) level;
    }
    return levels;
  }
}
