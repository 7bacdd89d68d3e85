// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, including ones that Python would not write. */
public final class PickleBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public static PickleBytes protocol2() {
    return new PickleBytes().raw(0x80, 2);
  }

  public PickleBytes raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  public PickleBytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public PickleBytes op(char opcode) {
    return raw(opcode);
  }

  public PickleBytes global(String module, String name) {
    return bytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  public PickleBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return op('X').bytes(little(4).putInt(utf8.length).array()).bytes(utf8);
  }

  public PickleBytes integer(long value) {
    return raw(0x8A, 8).bytes(little(8).putLong(value).array());
  }

  /** A tuple of integers. */
  public PickleBytes tuple(long... values) {
    op('(');
    for (long value : values) {
      integer(value);
    }
    return op('t');
  }

  /** A reference to a storage. */
  public PickleBytes storage(String type, String key, long count) {
    op('(').text("storage").global("torch", type).text(key).text("cpu").integer(count);
    return op('t').op('Q');
  }

  /** A tensor in the form that PyTorch writes. */
  public PickleBytes tensor(
      String type, String key, long count, long offset, long[] shape, long[] stride) {
    global("torch._utils", "_rebuild_tensor_v2").op('(').storage(type, key, count);
    integer(offset).tuple(shape).tuple(stride).raw(0x89).emptyOrderedDict();
    return op('t').op('R');
  }

  /** A vector that fills its float32 storage. */
  public PickleBytes vector(String key, long count) {
    return tensor("FloatStorage", key, count, 0, new long[] {count}, new long[] {1});
  }

  public PickleBytes emptyOrderedDict() {
    return global("collections", "OrderedDict").op(')').op('R');
  }

  public byte[] stop() {
    return op('.').out.toByteArray();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
