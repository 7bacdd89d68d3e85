// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.graph.BatchDimension;
import io.pentimento.core.graph.GraphOps;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.OnnxValue;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.ops.Ops;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.core.torchscript.MemoryLayout;
import io.pentimento.core.torchscript.ScriptOps;
import io.pentimento.core.torchscript.ScriptPrecision;
import io.pentimento.core.torchscript.ScriptValue;
import io.pentimento.training.script.ReducedType;
import io.pentimento.training.script.ScriptSession;
import io.pentimento.training.script.ScriptSettings;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All implementations of the operations agree, and gradients are correct. */
class OpsContractTest {
  private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);
  private static final float STEP = 4e-3f;

  static Stream<OpsContract.Case> cases() {
    return OpsContract.all().stream();
  }

  static Stream<OpsContract.Case> smoothCases() {
    return cases().filter(OpsContract.Case::smooth);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void onnxRuntimeAgreesWithLibtorch(OpsContract.Case operation) {
    Tensor eager = eager(operation, operation.inputs());
    Tensor recorded = recorded(operation);
    assertThat(recorded.shape()).isEqualTo(eager.shape());
    assertThat(recorded.data()).containsExactly(eager.data(), ROUNDING);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void generatedScriptsAgreeWithLibtorch(OpsContract.Case operation) throws IOException {
    Tensor eager = eager(operation, operation.inputs());
    for (MemoryLayout layout : MemoryLayout.values()) {
      Tensor scripted = scripted(operation, layout);
      assertThat(scripted.shape()).isEqualTo(eager.shape());
      assertThat(scripted.data()).containsExactly(eager.data(), ROUNDING);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("smoothCases")
  void gradientsMatchFiniteDifferences(OpsContract.Case operation) {
    List<Tensor> gradients = gradients(operation);
    for (int i = 0; i < gradients.size(); i++) {
      for (int at = 0; at < gradients.get(i).size(); at++) {
        double slope = slope(operation, i, at);
        assertThat((double) gradients.get(i).data()[at])
            .as("input %d, element %d", i, at)
            .isCloseTo(slope, Offset.offset(1e-3 * (1 + Math.abs(slope))));
      }
    }
  }

  @Test
  void everyOperationIsCovered() {
    Set<String> called = new TreeSet<>();
    for (OpsContract.Case operation : OpsContract.all()) {
      OnnxOps ops = new OnnxOps(name -> OpsContract.WEIGHT);
      operation.network().apply(listening(ops, called), inputs(ops, operation));
    }
    Set<String> declared = new TreeSet<>();
    Arrays.stream(Ops.class.getDeclaredMethods())
        .filter(m -> !m.isSynthetic())
        .forEach(m -> declared.add(m.getName()));
    assertThat(called).isEqualTo(declared);
  }

  @SuppressWarnings("unchecked")
  private static Ops<Object> listening(OnnxOps ops, Set<String> called) {
    return (Ops<Object>)
        Proxy.newProxyInstance(
            Ops.class.getClassLoader(),
            new Class<?>[] {Ops.class},
            (Object proxy, Method method, Object[] arguments) -> {
              called.add(method.getName());
              return method.invoke(ops, arguments);
            });
  }

  @SuppressWarnings("unchecked")
  private static Ops<Object> untyped(Ops<?> ops) {
    return (Ops<Object>) ops;
  }

  private static List<Object> inputs(GraphOps<?> ops, OpsContract.Case operation) {
    List<Object> values = new ArrayList<>();
    for (Tensor input : operation.inputs()) {
      long[] shape = input.shape();
      if (values.isEmpty()) {
        shape[0] = BatchDimension.BATCH;
      }
      values.add(ops.input("in" + values.size(), shape));
    }
    return values;
  }

  private static Tensor recorded(OpsContract.Case operation) {
    OnnxOps ops = new OnnxOps(name -> OpsContract.WEIGHT);
    Object out = operation.network().apply(untyped(ops), inputs(ops, operation));
    ops.output("out", (OnnxValue) out);
    SessionOptions options = SessionOptions.defaults().withThreads(1);
    try (OnnxSession session = OnnxSession.of(ops.model(Map.of()), options)) {
      return session.run(operation.inputs().toArray(Tensor[]::new));
    }
  }

  private static Tensor scripted(OpsContract.Case operation, MemoryLayout layout)
      throws IOException {
    ScriptOps ops = new ScriptOps(name -> OpsContract.WEIGHT, ScriptPrecision.FLOAT32, layout);
    Object out = operation.network().apply(untyped(ops), inputs(ops, operation));
    ops.output("out", (ScriptValue) out);
    ScriptSettings settings = new ScriptSettings(ReducedType.BFLOAT16, layout, false);
    try (ScriptSession session =
        ScriptSession.open(TorchEngine.newManager(), ops.graph(), settings)) {
      return session.run(operation.inputs().toArray(Tensor[]::new));
    }
  }

  private static Tensor eager(OpsContract.Case operation, List<Tensor> inputs) {
    try (NDManager manager = TorchEngine.newManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      TorchEngine.recordGradients(false);
      return toHost(forward(manager, operation, toDevice(manager, inputs)));
    }
  }

  private static NDArray forward(
      NDManager manager, OpsContract.Case operation, List<Object> inputs) {
    DjlOps ops =
        new DjlOps(manager, (name, shape) -> ArrayTransfer.toDevice(manager, OpsContract.WEIGHT));
    return (NDArray) operation.network().apply(untyped(ops), inputs);
  }

  private static List<Object> toDevice(NDManager manager, List<Tensor> inputs) {
    return inputs.stream().map(t -> (Object) ArrayTransfer.toDevice(manager, t)).toList();
  }

  private static Tensor toHost(NDArray array) {
    if (array.getDataType() != DataType.INT64) {
      return ArrayTransfer.toHost(array);
    }
    long[] whole = array.toLongArray();
    float[] values = new float[whole.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = whole[i];
    }
    return Tensor.of(values, array.getShape().getShape());
  }

  /** The gradients of the output's sum with different weights for each element. */
  private static List<Tensor> gradients(OpsContract.Case operation) {
    try (NDManager manager = TorchEngine.newManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      TorchEngine.recordGradients(true);
      List<Object> inputs = toDevice(manager, operation.inputs());
      inputs.forEach(x -> ((NDArray) x).setRequiresGradient(true));
      NDArray out = forward(manager, operation, inputs);
      NDArray weights = ArrayTransfer.toDevice(manager, weights(out.getShape().getShape()));
      JniUtils.backward((PtNDArray) out, (PtNDArray) weights, false, false);
      return inputs.stream().map(x -> toHost(((NDArray) x).getGradient())).toList();
    } finally {
      TorchEngine.recordGradients(false);
    }
  }

  private static Tensor weights(long... shape) {
    return OpsContract.distinct(7, shape);
  }

  /** The central difference along one element of one input. */
  private static double slope(OpsContract.Case operation, int input, int at) {
    double up = weighedSum(operation, input, at, STEP);
    double down = weighedSum(operation, input, at, -STEP);
    return (up - down) / (2 * (double) STEP);
  }

  private static double weighedSum(OpsContract.Case operation, int input, int at, float step) {
    List<Tensor> inputs = new ArrayList<>(operation.inputs());
    Tensor moved = Tensor.of(inputs.get(input).data().clone(), inputs.get(input).shape());
    moved.data()[at] += step;
    inputs.set(input, moved);
    Tensor out = eager(operation, inputs);
    float[] weights = weights(out.shape()).data();
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (double) weights[i] * out.data()[i];
    }
    return sum;
  }
}
