package io.pentimento.core.checkpoint;

import java.nio.ByteBuffer;

/** How a checkpoint stores the elements of a tensor; all are widened to float32 when read. */
public enum StoredType {
  F64(8) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return (float) bytes.getDouble(at);
    }
  },
  F32(4) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return bytes.getFloat(at);
    }
  },
  F16(2) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return Half.toFloat(bytes.getShort(at));
    }
  },
  BF16(2) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return Float.intBitsToFloat(bytes.getShort(at) << 16);
    }
  },
  I64(8) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return bytes.getLong(at);
    }
  },
  I32(4) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return bytes.getInt(at);
    }
  },
  I16(2) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return bytes.getShort(at);
    }
  },
  I8(1) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return bytes.get(at);
    }
  },
  U8(1) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return bytes.get(at) & 0xFF;
    }
  },
  BOOL(1) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return bytes.get(at) == 0 ? 0 : 1;
    }
  };

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** The element that begins at byte {@code at} of a little-endian buffer. */
  abstract float get(ByteBuffer bytes, int at);

  /** Widens {@code count} elements from the start of {@code from} into {@code to}. */
  void widen(ByteBuffer from, float[] to, int offset, int count) {
    if (this == F32) {
      from.asFloatBuffer().get(to, offset, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[offset + i] = get(from, i * bytes);
    }
  }
}
