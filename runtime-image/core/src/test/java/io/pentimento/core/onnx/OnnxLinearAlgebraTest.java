// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static io.pentimento.core.onnx.Recorded.range;
import static io.pentimento.core.onnx.Recorded.run;
import static io.pentimento.core.onnx.Recorded.shape;
import static io.pentimento.core.onnx.Recorded.tensor;
import static io.pentimento.core.onnx.Recorded.wave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OnnxLinearAlgebraTest {
  private static final Offset<Float> ROUNDING = Offset.offset(2e-5f);

  @Test
  void matmulMultipliesTheLastTwoAxes() {
    Tensor a = tensor(shape(1, 2, 2), 1, 2, 3, 4);
    assertThat(
            run((o, in) -> o.matmul(in.get(0), o.constant(new float[] {1, 1, 0, 2}, 2, 2)), a)
                .data())
        .containsExactly(1, 5, 3, 11);
  }

  @Test
  void linearUsesTheTransposedWeightForTwoAndThreeAxes() {
    float[] weight = {1, 2, 3, 4, 5, 6};
    float[] bias = {10, 20};
    Recorded.Network linear =
        (o, in) -> o.linear(in.get(0), o.constant(weight, 2, 3), o.constant(bias, 2));
    float[] expected = {10 + 1 * 0 + 2 * 1 + 3 * 2, 20 + 4 * 0 + 5 * 1 + 6 * 2, 36, 70 - 0 - 1};
    expected[2] = 10 + 1 * 3 + 2 * 4 + 3 * 5;
    expected[3] = 20 + 4 * 3 + 5 * 4 + 6 * 5;
    assertThat(run(linear, range(2, 3)).data()).containsExactly(expected);
    assertThat(run(linear, range(1, 2, 3)).data()).containsExactly(expected);
  }

  @Test
  void linearWorksWithoutBias() {
    assertThat(
            run(
                    (o, in) -> o.linear(in.get(0), o.constant(new float[] {1, 2}, 1, 2), null),
                    range(1, 2, 2))
                .data())
        .containsExactly(2, 8);
  }

  @Test
  void conv2dStridesPadsAndGroups() {
    for (int[] c : new int[][] {{1, 1, 1}, {2, 1, 1}, {1, 0, 2}, {2, 1, 2}, {1, 2, 4}}) {
      int groups = c[2];
      Tensor x = wave(0, 2, 4, 5, 6);
      Tensor w = wave(1, 8, 4 / groups, 3, 3);
      Tensor b = wave(2, 8);
      Tensor out =
          run(
              (o, in) ->
                  o.conv2d(
                      in.get(0),
                      o.constant(w.data(), w.shape()),
                      o.constant(b.data(), 8),
                      c[0],
                      c[1],
                      groups),
              x);
      Tensor expected = NaiveOps.conv2d(x, w, b, c[0], c[1], groups);
      assertThat(out.shape()).isEqualTo(expected.shape());
      assertThat(out.data()).containsExactly(expected.data(), ROUNDING);
    }
  }

  @Test
  void groupNormNormalisesEachImagesGroups() {
    Tensor x = wave(0, 3, 6, 4, 5);
    Tensor weight = wave(1, 6);
    Tensor bias = wave(2, 6);
    Tensor out =
        run(
            (o, in) ->
                o.groupNorm(
                    in.get(0), 3, o.constant(weight.data(), 6), o.constant(bias.data(), 6), 1e-5),
            x);
    assertThat(out.data())
        .containsExactly(NaiveOps.groupNorm(x, 3, weight, bias, 1e-5).data(), ROUNDING);
  }

  @Test
  void layerNormNormalisesTheLastAxis() {
    Tensor x = tensor(shape(1, 2, 2), 1, 3, -4, 0);
    Tensor out =
        run(
            (o, in) ->
                o.layerNorm(
                    in.get(0),
                    o.constant(new float[] {2, 3}, 2),
                    o.constant(new float[] {10, 20}, 2),
                    0),
            x);
    assertThat(out.data()).containsExactly(new float[] {8, 23, 8, 23}, ROUNDING);
  }

  @Test
  void softmaxSumsToOneAlongItsAxis() {
    Tensor x = tensor(shape(1, 2, 2), 0, Math.log(2), Math.log(3), Math.log(2));
    assertThat(run((o, in) -> o.softmax(in.get(0), 1), x).data())
        .containsExactly(new float[] {0.25f, 0.5f, 0.75f, 0.5f}, ROUNDING);
    assertThat(run((o, in) -> o.softmax(in.get(0), 2), x).data())
        .containsExactly(new float[] {1 / 3f, 2 / 3f, 0.6f, 0.4f}, ROUNDING);
  }

  @Test
  void attentionWeightsTheValues() {
    Tensor q = wave(0, 2, 3, 4, 5);
    Tensor k = wave(1, 2, 3, 6, 5);
    Tensor v = wave(2, 2, 3, 6, 7);
    float[] bias = wave(3, 1, 3, 4, 6).data();
    assertThat(
            run((o, in) -> o.attention(in.get(0), in.get(1), in.get(2), 0.3, null), q, k, v).data())
        .containsExactly(NaiveOps.attention(q, k, v, 0.3, null).data(), ROUNDING);
    assertThat(
            run(
                    (o, in) ->
                        o.attention(
                            in.get(0), in.get(1), in.get(2), 0.3, o.constant(bias, 1, 3, 4, 6)),
                    q,
                    k,
                    v)
                .data())
        .containsExactly(NaiveOps.attention(q, k, v, 0.3, bias).data(), ROUNDING);
  }

  @Test
  void incompatibleShapesAreRejectedWhileRecording() {
    assertThatThrownBy(
            () ->
                run((o, in) -> o.matmul(in.get(0), o.constant(new float[3], 3, 1)), range(1, 2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot multiply");
    assertThatThrownBy(
            () -> run((o, in) -> o.add(in.get(0), o.constant(new float[3], 3)), range(1, 2)))
        .hasMessageContaining("cannot broadcast");
  }
}
