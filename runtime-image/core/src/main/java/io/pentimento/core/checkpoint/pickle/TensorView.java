// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.Shapes;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;

/**
 * A tensor of a PyTorch checkpoint: a strided view of a storage that can be shared. Offset and
 * strides are in elements.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record TensorView(
    TorchStorage storage, StoredType type, long offset, long[] shape, long[] stride) {

  private static final long MAX_SPAN = Integer.MAX_VALUE - 8;

  public TensorView {
    requireWithinStorage(storage, type, offset, shape, stride);
  }

  /** (storage, offset, size, stride, …). */
  static TensorView rebuild(Arguments arguments) {
    TorchStorage.Typed storage = arguments.get(0, TorchStorage.Typed.class);
    if (storage.type() == null) {
      throw new CheckpointException("the checkpoint contains a tensor without a type");
    }
    return rebuild(arguments, storage, storage.type());
  }

  /** (storage, offset, size, stride, requires_grad, hooks, dtype, …). */
  static TensorView rebuildTyped(Arguments arguments) {
    TorchStorage.Typed storage = arguments.get(0, TorchStorage.Typed.class);
    return rebuild(arguments, storage, arguments.get(6, StoredType.class));
  }

  private static TensorView rebuild(Arguments a, TorchStorage.Typed typed, StoredType type) {
    return new TensorView(
        typed.storage(), type, a.integer(1), a.tuple(2).integers(), a.tuple(3).integers());
  }

  public long elements() {
    return Tensor.elements(shape);
  }

  /** Number of storage elements from the first to the last of this view. */
  public long span() {
    return elements() == 0 ? 0 : last(shape, stride) + 1;
  }

  boolean contiguous() {
    long expected = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] != 1 && stride[axis] != expected) {
        return false;
      }
      expected *= shape[axis];
    }
    return true;
  }

  /**
   * The tensor.
   *
   * @param span the elements of the storage from {@link #offset} on; used as the tensor's data if
   *     they are already in order
   */
  public Tensor gather(float[] span) {
    if (elements() == 0 || contiguous()) {
      return Tensor.of(span, shape);
    }
    float[] data = new float[(int) elements()];
    long[] index = new long[shape.length];
    int from = 0;
    for (int i = 0; i < data.length; i++) {
      data[i] = span[from];
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        from += (int) stride[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        from -= (int) (index[axis] * stride[axis]);
        index[axis] = 0;
      }
    }
    return Tensor.of(data, shape);
  }

  private static void requireWithinStorage(
      TorchStorage storage, StoredType type, long offset, long[] shape, long[] stride) {
    if (shape.length != stride.length || negative(shape) || negative(stride) || offset < 0) {
      throw new CheckpointException("the checkpoint contains a tensor with an invalid shape");
    }
    long elements = Shapes.elements("of shape " + Arrays.toString(shape), shape);
    try {
      long span = elements == 0 ? 0 : Math.addExact(last(shape, stride), 1);
      long end = Math.multiplyExact(Math.addExact(offset, span), (long) type.bytes());
      if (end <= storage.bytes() && span < MAX_SPAN) {
        return;
      }
    } catch (ArithmeticException e) {
      // Larger than any storage.
    }
    throw new CheckpointException(
        "a tensor of shape %s exceeds its storage '%s' of %d bytes"
            .formatted(Arrays.toString(shape), storage.key(), storage.bytes()));
  }

  private static boolean negative(long[] values) {
    return Arrays.stream(values).anyMatch(value -> value < 0);
  }

  /** Index of the last element, relative to the offset. */
  private static long last(long[] shape, long[] stride) {
    long last = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      last = Math.addExact(last, Math.multiplyExact(shape[axis] - 1, stride[axis]));
    }
    return last;
  }
}
