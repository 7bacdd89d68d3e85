// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import io.pentimento.core.checkpoint.Half;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/**
 * Bytes of known length that are created when they are written, so that weights are never copied.
 */
interface Payload {
  long length();

  void writeTo(OutputStream out) throws IOException;

  static Payload of(byte[] bytes) {
    return new Payload() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }
    };
  }

  /** {@code count} numbers as little-endian float32. */
  static Payload floats(long count, Supplier<float[]> values) {
    return new Payload() {
      @Override
      public long length() {
        return count * Float.BYTES;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        writeFloats(values.get(), out);
      }
    };
  }

  /** {@code count} numbers, rounded to little-endian float16. */
  static Payload halves(long count, Supplier<float[]> values) {
    return new Payload() {
      @Override
      public long length() {
        return count * Short.BYTES;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        writeHalves(values.get(), out);
      }
    };
  }

  private static void writeHalves(float[] values, OutputStream out) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      block.putShort(Half.fromFloat(value));
      if (!block.hasRemaining()) {
        out.write(block.array());
        block.clear();
      }
    }
    out.write(block.array(), 0, block.position());
  }

  private static void writeFloats(float[] values, OutputStream out) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    int perBlock = block.capacity() / Float.BYTES;
    for (int at = 0; at < values.length; at += perBlock) {
      int n = Math.min(perBlock, values.length - at);
      block.asFloatBuffer().put(values, at, n);
      out.write(block.array(), 0, n * Float.BYTES);
    }
  }
}
