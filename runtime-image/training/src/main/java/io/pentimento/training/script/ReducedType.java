// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

/** A number format with fewer bits than float32. */
public enum ReducedType {
  BFLOAT16(15),
  FLOAT16(5);

  private final int scalarType;

  ReducedType(int scalarType) {
    this.scalarType = scalarType;
  }

  /** libtorch's code of the type. */
  int scalarType() {
    return scalarType;
  }
}
