// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.Shapes;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.checkpoint.numpy.NpyArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A NumPy array or scalar in a pickle; empty until its state is set. */
public final class NumpyValue implements PickleState {
  private @Nullable StoredType type;
  private long @Nullable [] shape;
  private @Nullable String elements;

  static NumpyValue scalar(Arguments arguments) {
    NumpyValue scalar = new NumpyValue();
    scalar.set(
        arguments.get(0, NumpyType.class).type(), new long[0], arguments.get(1, String.class));
    return scalar;
  }

  /** Limits the total size: arrays are stored in the pickle and cannot exceed it. */
  public static void requireReasonable(Iterable<?> values) {
    long bytes = 0;
    for (Object value : values) {
      if (value instanceof NumpyValue array && array.elements != null) {
        bytes += array.elements.length();
      }
    }
    if (bytes > PickleInput.MAX_BYTES) {
      throw new CheckpointException(
          "the NumPy arrays of the checkpoint exceed the size of a pickle");
    }
  }

  /** Sets the state (version, shape, dtype, whether in Fortran order, elements). */
  @Override
  public void setState(Arguments state) {
    long[] axes = state.tuple(1).integers();
    if (state.get(3, Boolean.class) && axes.length > 1) {
      throw new CheckpointException("the checkpoint contains a NumPy array in Fortran order");
    }
    set(state.get(2, NumpyType.class).type(), axes, state.get(4, String.class));
  }

  /**
   * The array.
   *
   * @throws CheckpointException if the pickle did not set its elements
   */
  public NpyArray array() {
    if (type == null || shape == null || elements == null) {
      throw new CheckpointException("the checkpoint contains a NumPy array without elements");
    }
    byte[] bytes = elements.getBytes(StandardCharsets.ISO_8859_1);
    return new NpyArray(type, shape, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
  }

  private void set(StoredType newType, long[] newShape, String newElements) {
    long expected = Shapes.elements("NumPy array", newShape) * newType.bytes();
    if (expected != newElements.length()) {
      throw new CheckpointException("the size of a NumPy array differs from its shape");
    }
    type = newType;
    shape = newShape;
    elements = newElements;
  }
}
