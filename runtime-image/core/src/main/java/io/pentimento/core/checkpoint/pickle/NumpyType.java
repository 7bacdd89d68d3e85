// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StoredType;
import java.util.Map;

/** A {@code numpy.dtype}: a name such as "f8", completed by its byte order. */
final class NumpyType implements PickleState {
  private static final Map<String, StoredType> TYPES =
      Map.of(
          "f8", StoredType.F64,
          "f4", StoredType.F32,
          "f2", StoredType.F16,
          "i8", StoredType.I64,
          "i4", StoredType.I32,
          "i2", StoredType.I16,
          "i1", StoredType.I8,
          "u1", StoredType.U8,
          "b1", StoredType.BOOL);

  private final StoredType type;

  private NumpyType(StoredType type) {
    this.type = type;
  }

  static NumpyType create(Arguments arguments) {
    StoredType type = TYPES.get(arguments.get(0, String.class));
    if (type == null) {
      throw new CheckpointException("the checkpoint contains a NumPy array of an unsupported type");
    }
    return new NumpyType(type);
  }

  StoredType type() {
    return type;
  }

  /** (version, byte order, …). */
  @Override
  public void setState(Arguments state) {
    if (state.get(1, String.class).equals(">")) {
      throw new CheckpointException("the checkpoint contains a big-endian NumPy array");
    }
  }
}
