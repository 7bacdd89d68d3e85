// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Writes and reads contents of tensors as clients of the protocol do. */
public final class Tensors {
  private Tensors() {}

  public static float[] of(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  public static byte[] littleEndian(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  public static float[] floats(ByteBuffer bytes) {
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** Files in the binary form of BYTES. */
  public static byte[] elements(byte[]... files) {
    ByteBuffer bytes = ByteBuffer.allocate((int) RawFiles.size(List.of(files)));
    for (byte[] file : files) {
      RawFiles.write(file, bytes);
    }
    return bytes.array();
  }

  /** The next image of the binary form of BYTES. */
  public static Tensor nextImage(ByteBuffer bytes) {
    byte[] file = new byte[bytes.getInt()];
    bytes.get(file);
    return ImageFiles.decode(file, "answer");
  }

  public static byte[] repeat(byte[] part, int times) {
    byte[] all = new byte[part.length * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = part[i % part.length];
    }
    return all;
  }

  /** JSON of nested arrays. */
  public static String nested(byte[] levels, int... shape) {
    if (shape.length == 1) {
      int[] row = new int[levels.length];
      for (int i = 0; i < row.length; i++) {
        row[i] = levels[i] & 0xff;
      }
      return Arrays.toString(row);
    }
    int each = levels.length / shape[0];
    int[] rest = Arrays.copyOfRange(shape, 1, shape.length);
    return java.util.stream.IntStream.range(0, shape[0])
        .mapToObj(i -> nested(Arrays.copyOfRange(levels, i * each, (i + 1) * each), rest))
        .collect(java.util.stream.Collectors.joining(",", "[", "]"));
  }
}
