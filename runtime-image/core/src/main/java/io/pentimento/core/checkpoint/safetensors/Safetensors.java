// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.safetensors;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.Half;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.checkpoint.safetensors.SafetensorsHeader.Entry;
import io.pentimento.core.content.ContentKind;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code .safetensors} format: length of the header (8 bytes, little-endian), header (JSON),
 * data.
 *
 * <p>Files can be larger than 2 GiB; one tensor has at most 2^31 - 9 elements. Data are read
 * through a buffer of 1 MiB.
 */
public final class Safetensors {
  static final long MAX_HEADER_BYTES = 16L << 20;
  private static final int ALIGNMENT = 8;
  private static final int BUFFER_BYTES = 1 << 20;

  private Safetensors() {}

  /**
   * Reads all tensors and converts them to float32.
   *
   * @throws CheckpointException if the file is damaged or has a dtype other than a {@link
   *     StoredType}
   */
  public static StateDict read(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      SafetensorsHeader header = header(in, file);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      Map<String, StoredType> types = new LinkedHashMap<>();
      for (Map.Entry<String, Entry> e : header.entries().entrySet()) {
        tensors.put(e.getKey(), tensor(in, header.dataStart(), e.getValue()));
        types.put(e.getKey(), e.getValue().type());
      }
      return StateDict.of(tensors, types);
    }
  }

  /** Whether the file begins with a header length and a JSON object. */
  public static boolean isSafetensors(Path file) throws IOException {
    return ContentKind.of(file).equals(Optional.of(ContentKind.SAFETENSORS));
  }

  /** The {@code __metadata__} of the header; empty if there is none. */
  public static Map<String, String> metadata(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      return header(in, file).metadata();
    }
  }

  /** Writes float32, atomically. */
  public static void write(Path file, StateDict weights, Map<String, String> metadata)
      throws IOException {
    write(file, weights, metadata, StoredType.F32);
  }

  /** Writes float16, rounded to nearest even, atomically. */
  public static void writeHalf(Path file, StateDict weights, Map<String, String> metadata)
      throws IOException {
    write(file, weights, metadata, StoredType.F16);
  }

  private static void write(
      Path file, StateDict weights, Map<String, String> metadata, StoredType type)
      throws IOException {
    byte[] header = SafetensorsHeader.json(layout(weights, type), metadata);
    AtomicFile.write(
        file,
        out -> {
          AtomicFile.writeFully(out, padded(header));
          ByteBuffer buffer = littleEndian(BUFFER_BYTES);
          for (Tensor tensor : weights.tensors().values()) {
            write(out, buffer, tensor.data(), type);
          }
        });
  }

  private static Map<String, Entry> layout(StateDict weights, StoredType type) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    long at = 0;
    for (Map.Entry<String, Tensor> e : weights.tensors().entrySet()) {
      long end = at + (long) e.getValue().size() * type.bytes();
      entries.put(e.getKey(), new Entry(type, e.getValue().shape(), at, end));
      at = end;
    }
    return entries;
  }

  /** Length and header, padded with spaces so that the data are aligned. */
  private static ByteBuffer padded(byte[] header) {
    int length = (header.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] blanks = new byte[length - header.length];
    Arrays.fill(blanks, (byte) ' ');
    return littleEndian(Long.BYTES + length).putLong(length).put(header).put(blanks).flip();
  }

  private static void write(
      WritableByteChannel out, ByteBuffer buffer, float[] data, StoredType type)
      throws IOException {
    for (int at = 0; at < data.length; ) {
      int end = Math.min(data.length, at + BUFFER_BYTES / type.bytes());
      buffer.clear();
      for (; at < end; at++) {
        if (type == StoredType.F16) {
          buffer.putShort(Half.fromFloat(data[at]));
        } else {
          buffer.putFloat(data[at]);
        }
      }
      AtomicFile.writeFully(out, buffer.flip());
    }
  }

  private static SafetensorsHeader header(FileChannel in, Path file) throws IOException {
    ByteBuffer length = littleEndian(Long.BYTES);
    readFully(in, length, 0);
    long bytes = length.getLong(0);
    long rest = in.size() - Long.BYTES;
    if (bytes < 0 || bytes > rest || bytes > MAX_HEADER_BYTES) {
      throw new CheckpointException(
          "%s is not a safetensors file: its header length of %s bytes is invalid"
              .formatted(file, Long.toUnsignedString(bytes)));
    }
    byte[] json = new byte[(int) bytes];
    readFully(in, ByteBuffer.wrap(json), Long.BYTES);
    try {
      return SafetensorsHeader.parse(json, Long.BYTES + bytes, rest - bytes);
    } catch (CheckpointException e) {
      throw new CheckpointException(file + ": " + e.getMessage(), e);
    }
  }

  private static Tensor tensor(FileChannel in, long dataStart, Entry entry) throws IOException {
    StoredType type = entry.type();
    float[] data = new float[(int) Tensor.elements(entry.shape())];
    ByteBuffer buffer =
        littleEndian((int) Math.min(BUFFER_BYTES, (long) data.length * type.bytes()));
    for (int at = 0; at < data.length; ) {
      int count = Math.min(data.length - at, BUFFER_BYTES / type.bytes());
      buffer.clear().limit(count * type.bytes());
      readFully(in, buffer, dataStart + entry.begin() + (long) at * type.bytes());
      type.widen(buffer, data, at, count);
      at += count;
    }
    return Tensor.of(data, entry.shape());
  }

  /** Fills the buffer from {@code position} of the file and rewinds it. */
  private static void readFully(FileChannel in, ByteBuffer buffer, long position)
      throws IOException {
    while (buffer.hasRemaining()) {
      int read = in.read(buffer, position + buffer.position());
      if (read < 0) {
        throw new CheckpointException("the safetensors file ends early: it is truncated");
      }
    }
    buffer.flip();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
