// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint;

import java.nio.ByteBuffer;

/** Data types of array elements in files, little-endian; networks use float32. */
public enum StoredType {
  F64(8, false) {
    @Override
    public double getDouble(ByteBuffer bytes, int at) {
      return bytes.getDouble(at);
    }
  },
  F32(4, false) {
    @Override
    public double getDouble(ByteBuffer bytes, int at) {
      return bytes.getFloat(at);
    }
  },
  F16(2, false) {
    @Override
    public double getDouble(ByteBuffer bytes, int at) {
      return Half.toFloat(bytes.getShort(at));
    }
  },
  BF16(2, false) {
    @Override
    public double getDouble(ByteBuffer bytes, int at) {
      return Float.intBitsToFloat(bytes.getShort(at) << 16);
    }
  },
  I64(8, true) {
    @Override
    public double getDouble(ByteBuffer bytes, int at) {
      return bytes.getLong(at);
    }
  },
  I32(4, true) {
    @Override
    public double getDouble(ByteBuffer bytes, int at) {
      return bytes.getInt(at);
    }
  },
  I16(2, true) {
    @Override
    public double getDouble(ByteBuffer bytes, int at) {
      return bytes.getShort(at);
    }
  },
  I8(1, true) {
    @Override
    public double getDouble(ByteBuffer bytes, int at) {
      return bytes.get(at);
    }
  },
  U8(1, true) {
    @Override
    public double getDouble(ByteBuffer bytes, int at) {
      return bytes.get(at) & 0xFF;
    }
  },
  BOOL(1, true) {
    @Override
    public double getDouble(ByteBuffer bytes, int at) {
      return bytes.get(at) == 0 ? 0 : 1;
    }
  };

  private final int bytes;
  private final boolean integral;

  StoredType(int bytes, boolean integral) {
    this.bytes = bytes;
    this.integral = integral;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Whether the elements are integers or booleans. */
  public boolean integral() {
    return integral;
  }

  /** The element at byte {@code at}. */
  public abstract double getDouble(ByteBuffer bytes, int at);

  float get(ByteBuffer bytes, int at) {
    return (float) getDouble(bytes, at);
  }

  /** Converts {@code count} elements from the start of {@code from} into {@code to}. */
  public void widen(ByteBuffer from, float[] to, int offset, int count) {
    if (this == F32) {
      from.slice(0, count * bytes).order(from.order()).asFloatBuffer().get(to, offset, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[offset + i] = get(from, i * bytes);
    }
  }
}
