// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

/** The supported element types, with their numbers in {@code TensorProto.DataType}. */
public enum DataType {
  FLOAT(1),
  INT64(7),
  FLOAT16(10);

  private final int code;

  DataType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
