// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pentimento.core.graph.BatchDimension;
import io.pentimento.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of scripts; that they compute their definition is tested with libtorch. */
class ScriptOpsTest {
  private static final long N = BatchDimension.BATCH;
  private static final Map<String, Tensor> WEIGHTS =
      Map.of(
          "conv.weight", Tensor.zeros(8, 3, 3, 3),
          "conv.bias", Tensor.zeros(8),
          "head.weight", Tensor.zeros(5, 7));

  private final ScriptOps ops = ops(ScriptPrecision.FLOAT32);

  @Test
  void inputsAreReadAndOutputsReturnedInTheirOrder() {
    ScriptValue image = ops.input("image", N, 3, 4, 4);
    ScriptValue weight = ops.input("w", 1);
    ops.output("first", weight);
    ops.output("second", image);
    ScriptGraph graph = ops.graph();

    assertThat(graph.inputs()).extracting(ScriptGraph.Input::name).containsExactly("image", "w");
    assertThat(graph.inputs().get(0).shape()).containsExactly(N, 3, 4, 4);
    assertThat(graph.outputs()).containsExactly("first", "second");
    assertThat(graph.stored()).isEmpty();
    assertThat(graph.body()).isEqualTo("  v0 = inputs[0]\n  v1 = inputs[1]\n  return [v1, v0]\n");
  }

  @Test
  void everyOperationIsOneStatement() {
    ScriptValue x = ops.input("x", N, 4);
    ops.output("y", ops.add(ops.relu(x), ops.exp(x)));

    assertThat(ops.graph().body())
        .isEqualTo(
            """
              v0 = inputs[0]
              v1 = torch.relu(v0)
              v2 = torch.exp(v0)
              v3 = torch.add(v1, v2)
              return [v3]
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, v0",
    "2, 0, 'torch.mul(v0, 2.0)'",
    "1, 3, 'torch.add(v0, 3.0)'",
  })
  void anAffineMapLeavesOutWhatChangesNothing(double factor, double offset, String expression) {
    ScriptValue x = ops.input("x", 4);
    ops.output("y", ops.affine(x, factor, offset));

    assertThat(ops.graph().body())
        .contains(expression.equals("v0") ? "return [v0]" : "v1 = " + expression);
  }

  @Test
  void aConvolutionHasItsWeightsStridePaddingAndGroups() {
    ScriptValue x = ops.input("x", N, 3, 8, 8);
    ScriptValue y =
        ops.conv2d(x, ops.param("conv.weight", 8, 3, 3, 3), ops.param("conv.bias", 8), 2, 1, 1);
    ops.output("y", y);

    assertThat(y.shape()).containsExactly(N, 8, 4, 4);
    assertThat(ops.graph().body())
        .contains("torch.conv2d(v0, w[0], w[1], [2, 2], [1, 1], [1, 1], 1)");
    assertThat(ops.graph().stored())
        .extracting(StoredTensor::name)
        .containsExactly("conv.weight", "conv.bias");
  }

  @Test
  void aMissingBiasIsNone() {
    ScriptValue x = ops.input("x", N, 7);
    ops.output("y", ops.linear(x, ops.param("head.weight", 5, 7), null));

    assertThat(ops.graph().body()).contains("torch.linear(v0, w[0], None)");
  }

  @Test
  void aWeightThatIsUsedTwiceIsStoredOnce() {
    ScriptValue x = ops.input("x", 8);
    ScriptValue bias = ops.param("conv.bias", 8);
    ops.output("y", ops.add(ops.mul(x, bias), ops.param("conv.bias", 8)));

    assertThat(ops.graph().stored()).hasSize(1);
    assertThat(ops.graph().body()).contains("torch.mul(v0, w[0])").contains("torch.add(v1, w[0])");
  }

  @Test
  void anUnusedWeightIsNotStored() {
    ops.param("conv.bias", 8);
    ops.output("y", ops.input("x", 8));

    assertThat(ops.graph().stored()).isEmpty();
  }

  @Test
  void equalConstantsAreOne() {
    ScriptValue x = ops.input("x", 2);
    ScriptValue one = ops.constant(new float[] {1, 2}, 2);
    ScriptValue same = ops.constant(new float[] {1, 2}, 2);
    ScriptValue other = ops.constant(new float[] {1, 2}, 1, 2);
    ops.output("y", ops.add(ops.add(ops.add(x, one), same), other));

    assertThat(same).isSameAs(one);
    assertThat(other).isNotSameAs(one);
    assertThat(ops.graph().stored()).hasSize(2);
  }

  @Test
  void aReshapeHasMinusOneForTheBatch() {
    ScriptValue x = ops.input("x", N, 4, 6);
    ops.output("y", ops.reshape(x, N, 24));

    assertThat(ops.graph().body()).contains("torch.reshape(v0, [-1, 24])");
    assertThat(ops.reshape(x, N, 4, 6)).as("the same shape").isSameAs(x);
  }

  @Test
  void twoOpenDimensionsCannotBeWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScriptWriter.shape(N, 8 * N))
        .withMessageStartingWith("the batch size enters more than one dimension of");
  }

  @Test
  void aWeightOfAnotherShapeIsRejectedWithBothShapes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ops.param("conv.bias", 9))
        .withMessage(
            "The network needs the weight 'conv.bias' with the shape [9]; the checkpoint has [8].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ops.param("nothing", 9))
        .withMessage(
            "The network needs the weight 'nothing' with the shape [9]; the checkpoint has none.");
  }

  @Test
  void aSliceStaysWithinItsAxis() {
    ScriptValue x = ops.input("x", N, 6);
    ops.output("y", ops.slice(x, -1, 2, 5));

    assertThat(ops.graph().body()).contains("torch.narrow(v0, 1, 2, 3)");
    for (long[] range : new long[][] {{-1, 3}, {2, 7}, {3, 3}, {4, 2}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ops.slice(x, 1, range[0], range[1]))
          .withMessageStartingWith("cannot take %d to %d of axis 1", range[0], range[1]);
    }
  }

  @Test
  void paddingAddsToBothSides() {
    ScriptValue x = ops.input("x", N, 3, 4, 5);

    assertThat(ops.zeroPad(x, 1, 2, 3, 4).shape()).containsExactly(N, 3, 11, 8);
    assertThat(ops.reflectPad(x, 1, 0, 0, 2).shape()).containsExactly(N, 3, 6, 6);
    assertThat(ops.upsampleNearest(x, 2).shape()).containsExactly(N, 3, 8, 10);
    assertThat(ops.resizeBilinear(x, 7, 9).shape()).containsExactly(N, 3, 7, 9);
  }

  /** Layers with weights compute in reduced precision; the result is converted back once. */
  @Test
  void inReducedPrecisionLayersConvertTheirInputs() {
    ScriptOps reduced = ops(ScriptPrecision.reducedExcept(Set.of("head")));
    ScriptValue x = reduced.input("x", N, 3, 8, 8);
    ScriptValue y = reduced.conv2d(x, reduced.param("conv.weight", 8, 3, 3, 3), null, 1, 1, 1);
    reduced.output("y", y);

    assertThat(y.type()).isEqualTo(ElementType.REDUCED);
    assertThat(reduced.graph().body()).contains("v0.type_as(w[");
    assertThat(reduced.graph().stored())
        .filteredOn(stored -> stored.name().equals("conv.weight"))
        .extracting(StoredTensor::type)
        .containsExactly(ElementType.REDUCED);
  }

  @Test
  void exceptedLayersStayInFullPrecision() {
    ScriptPrecision precision = ScriptPrecision.reducedExcept(Set.of("head"));
    ScriptOps reduced = ops(precision);

    assertThat(precision.of(reduced.param("head.weight", 5, 7))).isEqualTo(ElementType.FLOAT);
    assertThat(precision.of(reduced.param("conv.bias", 8))).isEqualTo(ElementType.REDUCED);
    assertThat(ScriptPrecision.FLOAT32.of(reduced.param("conv.bias", 8)))
        .isEqualTo(ElementType.FLOAT);
  }

  @Test
  void aConversionIsWrittenOnce() {
    ScriptWriter writer = new ScriptWriter();
    ScriptValue x = writer.let(ElementType.FLOAT, new long[] {4}, "inputs[0]");

    String first = writer.text(x, ElementType.REDUCED);
    String second = writer.text(x, ElementType.REDUCED);

    assertThat(first).isEqualTo(second).isNotEqualTo(x.name());
    assertThat(writer.text(x, ElementType.FLOAT)).isEqualTo(x.name());
    assertThat(writer.graph(List.of(), Map.of()).body())
        .isEqualTo("  v0 = inputs[0]\n  v1 = v0.type_as(w[0])\n  return []\n");
  }

  @Test
  void theShapesOfAGraphCannotBeChanged() {
    ScriptGraph.Input input = new ScriptGraph.Input("x", new long[] {1, 2});
    input.shape()[0] = 9;
    StoredTensor stored = new StoredTensor("w", ElementType.FLOAT, new long[] {3}, () -> null);
    stored.shape()[0] = 9;

    assertThat(input.shape()).containsExactly(1, 2);
    assertThat(stored.shape()).containsExactly(3);
  }

  private static ScriptOps ops(ScriptPrecision precision) {
    return new ScriptOps(WEIGHTS::get, precision, MemoryLayout.CONTIGUOUS);
  }
}
