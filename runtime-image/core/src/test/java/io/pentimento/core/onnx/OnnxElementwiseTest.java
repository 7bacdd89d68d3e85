// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static io.pentimento.core.onnx.Recorded.run;
import static io.pentimento.core.onnx.Recorded.shape;
import static io.pentimento.core.onnx.Recorded.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.tensor.Tensor;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxElementwiseTest {
  private static final double[] POINTS = {-3, -1.2, -0.5, 0.1, 0.7, 1.5, 4, 0.9};

  static Stream<Arguments> operations() {
    return Stream.of(
        operation("affine", (o, x) -> o.affine(x, 2, -3), v -> 2 * v - 3),
        operation("affine that only adds", (o, x) -> o.affine(x, 1, 5), v -> v + 5),
        operation("exp", OnnxOps::exp, Math::exp),
        operation("sin", OnnxOps::sin, Math::sin),
        operation("cos", OnnxOps::cos, Math::cos),
        operation("abs", OnnxOps::abs, Math::abs),
        operation("sqrt", (o, x) -> o.sqrt(o.abs(x)), v -> Math.sqrt(Math.abs(v))),
        operation("log", (o, x) -> o.log(o.abs(x)), v -> Math.log(Math.abs(v))),
        operation("square", OnnxOps::square, v -> v * v),
        operation("sigmoid", OnnxOps::sigmoid, OnnxElementwiseTest::sigmoid),
        operation("silu", OnnxOps::silu, v -> v * sigmoid(v)),
        operation("relu", OnnxOps::relu, v -> Math.max(0, v)),
        operation("leakyRelu", (o, x) -> o.leakyRelu(x, 0.2), v -> v > 0 ? v : 0.2 * v),
        operation("clip", (o, x) -> o.clip(x, -1, 1), v -> Math.min(1, Math.max(-1, v))));
  }

  private static Arguments operation(
      String name, BiFunction<OnnxOps, OnnxValue, OnnxValue> recorded, DoubleUnaryOperator math) {
    return Arguments.of(name, (Recorded.Network) (o, in) -> recorded.apply(o, in.get(0)), math);
  }

  private static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void appliesTheFunctionToEveryElement(
      String name, Recorded.Network recorded, DoubleUnaryOperator math) {
    Tensor out = run(recorded, tensor(shape(2, 4), POINTS));
    assertThat(out.shape()).containsExactly(2, 4);
    for (int i = 0; i < POINTS.length; i++) {
      double expected = math.applyAsDouble(POINTS[i]);
      assertThat(out.data()[i])
          .isCloseTo((float) expected, Offset.offset((float) (1e-6 + 1e-6 * Math.abs(expected))));
    }
  }

  @Test
  void geluUsesTheExactForm() {
    // x·Φ(x): Φ(1) = 0.8413447, Φ(-2) = 0.0227501
    assertThat(run((o, in) -> o.gelu(in.get(0)), tensor(shape(1, 3), 1, -2, 0)).data())
        .containsExactly(new float[] {0.8413447f, -0.0455003f, 0}, Offset.offset(1e-6f));
  }

  @Test
  void arithmeticBroadcastsInBothDirections() {
    Tensor column = tensor(shape(2, 1), 6, 12);
    Tensor row = tensor(shape(1, 3), 1, 2, 3);
    Recorded.Network fixedRow = (o, in) -> o.constant(row.data(), row.shape());
    assertThat(run((o, in) -> o.add(in.get(0), fixedRow.apply(o, in)), column).data())
        .containsExactly(7, 8, 9, 13, 14, 15);
    assertThat(run((o, in) -> o.sub(fixedRow.apply(o, in), in.get(0)), column).data())
        .containsExactly(-5, -4, -3, -11, -10, -9);
    assertThat(run((o, in) -> o.mul(in.get(0), fixedRow.apply(o, in)), column).data())
        .containsExactly(6, 12, 18, 12, 24, 36);
    assertThat(run((o, in) -> o.div(in.get(0), fixedRow.apply(o, in)), column).data())
        .containsExactly(6, 3, 2, 12, 6, 4);
  }
}
