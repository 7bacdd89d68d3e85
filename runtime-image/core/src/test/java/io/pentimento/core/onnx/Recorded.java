// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import io.pentimento.core.graph.BatchDimension;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Records a function of inputs and runs it. */
final class Recorded {
  static final SessionOptions ONE_THREAD = SessionOptions.defaults().withThreads(1);

  interface Network {
    OnnxValue apply(OnnxOps ops, List<OnnxValue> inputs);
  }

  private Recorded() {}

  /** The first dimension of every input is open. */
  static OnnxModel model(Network network, Function<String, Tensor> weights, Tensor... inputs) {
    OnnxOps ops = new OnnxOps(weights);
    List<OnnxValue> values = new ArrayList<>();
    for (Tensor input : inputs) {
      long[] shape = input.shape();
      shape[0] = BatchDimension.BATCH;
      values.add(ops.input("in" + values.size(), DataType.FLOAT, shape));
    }
    ops.output("out", network.apply(ops, values));
    return ops.model(Map.of());
  }

  static Tensor run(Network network, Tensor... inputs) {
    OnnxModel model = model(network, name -> null, inputs);
    try (OnnxSession session = OnnxSession.of(model, ONE_THREAD)) {
      return session.run(inputs);
    }
  }

  static Tensor tensor(long[] shape, double... values) {
    float[] data = new float[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) values[i];
    }
    return Tensor.of(data, shape);
  }

  static long[] shape(long... shape) {
    return shape;
  }

  /** 0, 1, 2, … */
  static Tensor range(long... shape) {
    Tensor t = Tensor.zeros(shape);
    for (int i = 0; i < t.size(); i++) {
      t.data()[i] = i;
    }
    return t;
  }

  /** Smooth, pairwise different values in (-1, 1). */
  static Tensor wave(double phase, long... shape) {
    Tensor t = Tensor.zeros(shape);
    for (int i = 0; i < t.size(); i++) {
      t.data()[i] = (float) Math.sin(phase + 1.7 * i);
    }
    return t;
  }
}
