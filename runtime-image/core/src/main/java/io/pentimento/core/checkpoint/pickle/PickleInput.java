// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import io.pentimento.core.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the bytes of one pickle, up to a limit. */
final class PickleInput {
  /**
   * Sufficient for FID statistics, 2048 x 2048 in float64 as text; weights are stored elsewhere.
   */
  static final long MAX_BYTES = 128L << 20;

  private static final int MAX_LINE = 256;
  private static final int MAX_INTEGER_BYTES = 255;

  private final InputStream in;
  private long left = MAX_BYTES;

  /**
   * @param in is not closed; bytes after the pickle are not read
   */
  PickleInput(InputStream in) {
    this.in = in;
  }

  int unsignedByte() throws IOException {
    int read = in.read();
    count(1);
    if (read < 0) {
      throw endsEarly();
    }
    return read;
  }

  int unsignedShort() throws IOException {
    return Short.toUnsignedInt(littleEndian(Short.BYTES).getShort());
  }

  int int32() throws IOException {
    return littleEndian(Integer.BYTES).getInt();
  }

  long int64() throws IOException {
    return littleEndian(Long.BYTES).getLong();
  }

  double bigEndianDouble() throws IOException {
    return ByteBuffer.wrap(bytes(Double.BYTES)).getDouble();
  }

  /** Two's complement, little-endian: a Long if it fits, otherwise a BigInteger. */
  Object integer(long length) throws IOException {
    if (length > MAX_INTEGER_BYTES) {
      throw new CheckpointException("the pickle has an integer of %d bytes".formatted(length));
    }
    byte[] bytes = bytes(length);
    if (bytes.length == 0) {
      return 0L;
    }
    for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
      byte swap = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swap;
    }
    BigInteger value = new BigInteger(bytes);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  String text(long length) throws IOException {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  /** A byte string, with one char per byte: names in old checkpoints, elements of arrays. */
  String byteString(long length) throws IOException {
    return new String(bytes(length), StandardCharsets.ISO_8859_1);
  }

  /** Reads up to the next line feed, which is not part of the result. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = unsignedByte(); b != '\n'; b = unsignedByte()) {
      if (line.length() == MAX_LINE) {
        throw new CheckpointException("the pickle has a name that is too long: it is damaged");
      }
      line.append((char) b);
    }
    return line.toString();
  }

  private byte[] bytes(long length) throws IOException {
    count(length);
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw endsEarly();
    }
    return bytes;
  }

  private ByteBuffer littleEndian(int length) throws IOException {
    return ByteBuffer.wrap(bytes(length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void count(long length) {
    if (length < 0 || length > left) {
      throw new CheckpointException(
          "the pickle is larger than %d MiB, or damaged".formatted(MAX_BYTES >> 20));
    }
    left -= length;
  }

  private static CheckpointException endsEarly() {
    return new CheckpointException("the pickle ends early: the file is truncated");
  }
}
