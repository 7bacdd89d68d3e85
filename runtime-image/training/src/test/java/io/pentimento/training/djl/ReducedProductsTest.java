// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.reference.ReferencePasses;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.optimizer.Gradients;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of bfloat16 operands differ from float32 only by rounding, forward and backward. */
class ReducedProductsTest {
  /** Relative to the standard deviation; the rounding of an operand is at most 2⁻⁹ of its value. */
  private static final double ROUNDING = 0.03;

  private record Pass(Tensor result, List<Tensor> gradients) {}

  static Stream<Arguments> products() {
    return Stream.of(
        product("matmul", (ops, x) -> ops.matmul(x.get(0), x.get(1)), s(2, 9, 20), s(2, 20, 7)),
        product(
            "linear",
            (ops, x) -> ops.linear(x.get(0), x.get(1), x.get(2)),
            s(5, 20),
            s(7, 20),
            s(7)),
        product(
            "linear without bias",
            (ops, x) -> ops.linear(x.get(0), x.get(1), null),
            s(5, 20),
            s(7, 20)),
        product(
            "convolution",
            (ops, x) -> ops.conv2d(x.get(0), x.get(1), x.get(2), 2, 1, 1),
            s(2, 20, 9, 9),
            s(18, 20, 3, 3),
            s(18)),
        product(
            "convolution without bias",
            (ops, x) -> ops.conv2d(x.get(0), x.get(1), null, 1, 1, 1),
            s(1, 3, 8, 8),
            s(16, 3, 3, 3)));
  }

  private static Arguments product(
      String name, BiFunction<DjlOps, List<NDArray>, NDArray> product, long[]... shapes) {
    return Arguments.of(name, product, shapes);
  }

  private static long[] s(long... shape) {
    return shape;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("products")
  void resultsAndGradientsAreCloseToThoseOfFloat32(
      String name, BiFunction<DjlOps, List<NDArray>, NDArray> product, long[]... shapes) {
    Pass exact = pass(ProductFormat.FLOAT32, product, shapes);
    Pass reduced = pass(ProductFormat.BFLOAT16, product, shapes);

    assertThat(reduced.result().data()).isNotEqualTo(exact.result().data());
    assertClose(reduced.result(), exact.result());
    for (int i = 0; i < shapes.length; i++) {
      assertClose(reduced.gradients().get(i), exact.gradients().get(i));
    }
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(ReferencePasses.greatestDifference(actual, expected))
        .isLessThan(ROUNDING * (1e-3 + ReferencePasses.deviation(expected)));
  }

  private static Pass pass(
      ProductFormat format, BiFunction<DjlOps, List<NDArray>, NDArray> product, long[]... shapes) {
    try (NDManager manager = TorchEngine.newManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      CounterRandom random = new CounterRandom(1, new byte[0], 0);
      List<NDArray> inputs = Stream.of(shapes).map(shape -> leaf(manager, random, shape)).toList();
      DjlOps ops = new DjlOps(manager, (name, shape) -> null, format);
      Tensor[] result = new Tensor[1];
      Gradients.accumulate(
          () -> {
            NDArray y = product.apply(ops, inputs);
            result[0] = ArrayTransfer.toHost(y);
            return ops.sum(ops.square(y), false, axes(result[0].rank()));
          });
      return new Pass(
          result[0], inputs.stream().map(x -> ArrayTransfer.toHost(x.getGradient())).toList());
    }
  }

  private static int[] axes(int rank) {
    return IntStream.range(0, rank).toArray();
  }

  private static NDArray leaf(NDManager manager, CounterRandom random, long... shape) {
    Tensor values = Tensor.zeros(shape);
    for (int i = 0; i < values.size(); i++) {
      values.data()[i] = (float) random.nextGaussian();
    }
    NDArray leaf = ArrayTransfer.toDevice(manager, values);
    leaf.setRequiresGradient(true);
    return leaf;
  }
}
