// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.numpy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.tensor.Tensor;
import java.nio.ByteBuffer;

/** An array from a NumPy file, row-major. */
public final class NpyArray {
  private final StoredType type;
  private final long[] shape;
  private final ByteBuffer elements;
  private final int size;

  /**
   * @param elements little-endian; exactly as many as the shape requires
   */
  public NpyArray(StoredType type, long[] shape, ByteBuffer elements) {
    this.type = type;
    this.shape = shape;
    this.elements = elements;
    this.size = (int) Tensor.elements(shape);
  }

  public StoredType type() {
    return type;
  }

  public long[] shape() {
    return shape.clone();
  }

  public int size() {
    return size;
  }

  /** All elements of any type, rounded to float32. */
  public float[] floats() {
    float[] values = new float[size];
    type.widen(elements, values, 0, size);
    return values;
  }

  /** All elements of any type; exact except for integers beyond 2^53. */
  public double[] doubles() {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = type.getDouble(elements, i * type.bytes());
    }
    return values;
  }

  /**
   * All elements of an integer or boolean array.
   *
   * @throws CheckpointException if the elements are not integers
   */
  public long[] longs() {
    if (!type.integral()) {
      throw new CheckpointException("expected integers, but the array has type %s".formatted(type));
    }
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      int at = i * type.bytes();
      values[i] =
          type == StoredType.I64 ? elements.getLong(at) : (long) type.getDouble(elements, at);
    }
    return values;
  }

  /**
   * All elements of an array of bytes, such as an image.
   *
   * @throws CheckpointException if the elements are not bytes
   */
  public byte[] bytes() {
    if (type.bytes() != 1) {
      throw new CheckpointException("expected bytes, but the array has type %s".formatted(type));
    }
    byte[] values = new byte[size];
    elements.get(0, values);
    return values;
  }

  public Tensor tensor() {
    return Tensor.of(floats(), shape);
  }
}
