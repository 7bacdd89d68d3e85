// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.numpy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.Shapes;
import io.pentimento.core.checkpoint.StoredType;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header of a {@code .npy} file: a Python dictionary in text form. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NpyHeader(StoredType type, long[] shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_BYTES = 1 << 16;
  private static final Pattern DESCR = Pattern.compile("'descr':\\s*'([^']{1,16})'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]*)\\)");
  private static final Map<String, StoredType> TYPES =
      Map.ofEntries(
          Map.entry("<f8", StoredType.F64),
          Map.entry("<f4", StoredType.F32),
          Map.entry("<f2", StoredType.F16),
          Map.entry("<i8", StoredType.I64),
          Map.entry("<i4", StoredType.I32),
          Map.entry("<i2", StoredType.I16),
          Map.entry("|i1", StoredType.I8),
          Map.entry("|u1", StoredType.U8),
          Map.entry("|b1", StoredType.BOOL));

  static NpyHeader read(String name, DataInputStream in) throws IOException {
    try {
      return parse(name, text(name, in));
    } catch (EOFException e) {
      throw new CheckpointException("array '%s' ends within its header".formatted(name), e);
    }
  }

  private static String text(String name, DataInputStream in) throws IOException {
    byte[] magic = new byte[MAGIC.length];
    in.readFully(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new CheckpointException("array '%s' is not in NumPy's format".formatted(name));
    }
    int major = in.readUnsignedByte();
    in.readUnsignedByte();
    int length =
        major == 1
            ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
            : Integer.reverseBytes(in.readInt());
    if (length < 0 || length > MAX_BYTES) {
      throw new CheckpointException("array '%s' has a header that is too long".formatted(name));
    }
    byte[] header = new byte[length];
    in.readFully(header);
    return new String(header, StandardCharsets.UTF_8);
  }

  private static NpyHeader parse(String name, String header) {
    if (field(name, header, "fortran_order", FORTRAN).equals("True")) {
      throw new CheckpointException(
          "array '%s' is in Fortran order; save it with numpy.ascontiguousarray".formatted(name));
    }
    String descr = field(name, header, "descr", DESCR);
    StoredType type = TYPES.get(descr);
    if (type == null) {
      throw new CheckpointException(
          "array '%s' has elements of type '%s', which is not supported".formatted(name, descr));
    }
    long[] shape = shape(name, field(name, header, "shape", SHAPE));
    Shapes.elements(name, shape);
    return new NpyHeader(type, shape);
  }

  private static String field(String name, String header, String field, Pattern pattern) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new CheckpointException("array '%s': %s is missing".formatted(name, field));
    }
    return matcher.group(1);
  }

  private static long[] shape(String name, String dims) {
    try {
      return Arrays.stream(dims.split(","))
          .map(String::strip)
          .filter(dim -> !dim.isEmpty())
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (NumberFormatException e) {
      throw new CheckpointException(
          "array '%s' has an invalid shape (%s)".formatted(name, dims), e);
    }
  }
}
