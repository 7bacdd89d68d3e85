// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.pentimento.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Copies tensors into ONNX Runtime's memory and back. */
final class HostTensors {
  private HostTensors() {}

  static OnnxTensor toNative(OrtEnvironment environment, Port port, Tensor tensor)
      throws OrtException {
    port.check(tensor.shape());
    return port.type() == DataType.INT64
        ? OnnxTensor.createTensor(environment, LongBuffer.wrap(whole(port, tensor)), tensor.shape())
        : OnnxTensor.createTensor(environment, FloatBuffer.wrap(tensor.data()), tensor.shape());
  }

  static Tensor toHost(Port port, OnnxTensor value) {
    return port.type() == DataType.INT64
        ? Tensor.of(reals(value.getLongBuffer()), value.getInfo().getShape())
        : Tensor.of(copy(value.getFloatBuffer()), value.getInfo().getShape());
  }

  private static float[] copy(FloatBuffer values) {
    float[] out = new float[values.remaining()];
    values.get(out);
    return out;
  }

  private static float[] reals(LongBuffer values) {
    float[] out = new float[values.remaining()];
    for (int i = 0; i < out.length; i++) {
      out[i] = values.get(i);
    }
    return out;
  }

  private static long[] whole(Port port, Tensor tensor) {
    float[] values = tensor.data();
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (long) values[i];
      if (out[i] != values[i]) {
        throw new IllegalArgumentException(
            "The model's input '%s' needs integers, not %s.".formatted(port.name(), values[i]));
      }
    }
    return out;
  }
}
