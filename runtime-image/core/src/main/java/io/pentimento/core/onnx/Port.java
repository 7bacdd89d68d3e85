// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An input or output of a loaded model.
 *
 * @param shape with -1 for any size
 */
public record Port(String name, DataType type, long[] shape) {
  public Port {
    shape = shape.clone();
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  static Port of(NodeInfo info) {
    if (info.getInfo() instanceof TensorInfo tensor) {
      if (tensor.type == OnnxJavaType.FLOAT) {
        return new Port(info.getName(), DataType.FLOAT, tensor.getShape());
      }
      if (tensor.type == OnnxJavaType.INT64) {
        return new Port(info.getName(), DataType.INT64, tensor.getShape());
      }
    }
    throw new OnnxException(
        "'%s' is %s; only tensors of float32 and int64 are supported."
            .formatted(info.getName(), info.getInfo()),
        null);
  }

  void check(long[] given) {
    boolean fits = given.length == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] == -1 || shape[i] == given[i];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "The model's input '%s' has the shape %s; it was given %s."
              .formatted(name, describe(), Arrays.toString(given)));
    }
  }

  private String describe() {
    return Arrays.stream(shape)
        .mapToObj(d -> d == -1 ? "any" : Long.toString(d))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
