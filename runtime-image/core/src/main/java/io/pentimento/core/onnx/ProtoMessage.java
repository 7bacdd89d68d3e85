// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message under construction; supports the part of the wire format that ONNX needs.
 * Fields are appended in order; a message must be complete before it is appended to another one.
 */
final class ProtoMessage implements Payload {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final List<Payload> parts = new ArrayList<>();
  private final ByteArrayOutputStream tail = new ByteArrayOutputStream();

  ProtoMessage integer(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  ProtoMessage real(int field, float value) {
    key(field, FIXED32);
    tail.writeBytes(
        ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    return this;
  }

  ProtoMessage text(int field, String value) {
    return bytes(field, Payload.of(value.getBytes(UTF_8)));
  }

  /** A byte string or a nested message. */
  ProtoMessage bytes(int field, Payload value) {
    key(field, LENGTH_DELIMITED);
    varint(value.length());
    flushTail();
    parts.add(value);
    return this;
  }

  private void key(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      tail.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    tail.write((int) rest);
  }

  private void flushTail() {
    if (tail.size() > 0) {
      parts.add(Payload.of(tail.toByteArray()));
      tail.reset();
    }
  }

  @Override
  public long length() {
    return tail.size() + parts.stream().mapToLong(Payload::length).sum();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (Payload part : parts) {
      part.writeTo(out);
    }
    tail.writeTo(out);
  }
}
