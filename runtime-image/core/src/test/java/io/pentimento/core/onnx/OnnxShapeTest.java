// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static io.pentimento.core.graph.BatchDimension.BATCH;
import static io.pentimento.core.onnx.Recorded.range;
import static io.pentimento.core.onnx.Recorded.run;
import static io.pentimento.core.onnx.Recorded.shape;
import static io.pentimento.core.onnx.Recorded.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OnnxShapeTest {
  @Test
  void reshapeMergesAndSplitsTheOpenBatch() {
    Tensor x = range(3, 4, 2);
    Tensor out =
        run(
            (o, in) -> {
              OnnxValue merged = o.reshape(in.get(0), BATCH * 4, 2);
              assertThat(merged.shape()).containsExactly(BATCH * 4, 2);
              return o.reshape(merged, BATCH, 2, -1);
            },
            x);
    assertThat(out.shape()).containsExactly(3, 2, 4);
    assertThat(out.data()).containsExactly(x.data());
  }

  @Test
  void reshapeKeepsTwoOpenDimensionsThatStayInPlace() {
    OnnxOps ops = new OnnxOps(name -> null);
    OnnxValue x = ops.input("x", DataType.FLOAT, BATCH, BATCH, 6);
    assertThat(ops.shape(ops.reshape(x, BATCH, BATCH, 2, 3))).containsExactly(BATCH, BATCH, 2, 3);
    assertThatThrownBy(() -> ops.reshape(x, 2, 3, BATCH, BATCH))
        .hasMessageContaining("more than one dimension");
  }

  @Test
  void reshapeThatLosesElementsIsRejected() {
    assertThatThrownBy(() -> run((o, in) -> o.reshape(in.get(0), BATCH, 5), range(1, 6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot reshape");
  }

  @Test
  void permuteMovesAxes() {
    Tensor out = run((o, in) -> o.permute(in.get(0), 0, 2, 1), range(1, 2, 3));
    assertThat(out.shape()).containsExactly(1, 3, 2);
    assertThat(out.data()).containsExactly(0, 3, 1, 4, 2, 5);
  }

  @Test
  void storedTensorsArePermutedAndReshapedInTheFile() {
    Tensor out =
        run(
            (o, in) -> {
              OnnxValue stored = o.constant(range(2, 3, 4).data(), 2, 3, 4);
              OnnxValue moved = o.reshape(o.permute(stored, 2, 0, 1), 1, 24);
              return o.add(in.get(0), moved);
            },
            Tensor.zeros(1, 24));
    assertThat(out.data())
        .containsExactly(
            0, 4, 8, 12, 16, 20, 1, 5, 9, 13, 17, 21, 2, 6, 10, 14, 18, 22, 3, 7, 11, 15, 19, 23);
  }

  @Test
  void concatJoinsAlongAnAxis() {
    Tensor out =
        run((o, in) -> o.concat(1, List.of(in.get(0), in.get(1))), range(2, 2), range(2, 1));
    assertThat(out.shape()).containsExactly(2, 3);
    assertThat(out.data()).containsExactly(0, 1, 0, 2, 3, 1);
  }

  @Test
  void concatOfDifferentBatchesIsRejected() {
    assertThatThrownBy(
            () ->
                run(
                    (o, in) -> o.concat(1, List.of(in.get(0), o.constant(new float[2], 1, 2))),
                    range(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot join along axis 1");
  }

  @Test
  void sliceExtractsARange() {
    assertThat(run((o, in) -> o.slice(in.get(0), 1, 1, 3), range(2, 4)).data())
        .containsExactly(1, 2, 5, 6);
    assertThatThrownBy(() -> run((o, in) -> o.slice(in.get(0), 1, 1, 5), range(2, 4)))
        .hasMessageContaining("cannot take 1 to 5");
  }

  @Test
  void flipReversesAnyAxisIncludingTheBatch() {
    assertThat(run((o, in) -> o.flip(in.get(0), 1), range(2, 3)).data())
        .containsExactly(2, 1, 0, 5, 4, 3);
    assertThat(run((o, in) -> o.flip(in.get(0), 0), range(2, 3)).data())
        .containsExactly(3, 4, 5, 0, 1, 2);
  }

  @Test
  void rollShiftsCyclically() {
    assertThat(run((o, in) -> o.roll(in.get(0), 1, 1), range(1, 4)).data())
        .containsExactly(3, 0, 1, 2);
    assertThat(run((o, in) -> o.roll(in.get(0), 1, -1), range(1, 4)).data())
        .containsExactly(1, 2, 3, 0);
    assertThat(run((o, in) -> o.affine(o.roll(in.get(0), 1, 4), 1, 1), range(1, 4)).data())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void reflectPadMirrorsWithoutTheEdge() {
    Tensor out = run((o, in) -> o.reflectPad(in.get(0), 2, 1, 1, 0), range(1, 1, 2, 3));
    assertThat(out.shape()).containsExactly(1, 1, 3, 6);
    assertThat(out.data()).containsExactly(5, 4, 3, 4, 5, 4, 2, 1, 0, 1, 2, 1, 5, 4, 3, 4, 5, 4);
  }

  @Test
  void zeroPadSurroundsWithZeros() {
    Tensor out = run((o, in) -> o.zeroPad(in.get(0), 1, 0, 0, 1), tensor(shape(1, 1, 1, 2), 7, 8));
    assertThat(out.shape()).containsExactly(1, 1, 2, 3);
    assertThat(out.data()).containsExactly(0, 7, 8, 0, 0, 0);
  }

  @Test
  void upsampleNearestRepeatsPixels() {
    Tensor out = run((o, in) -> o.upsampleNearest(in.get(0), 2), range(1, 1, 1, 2));
    assertThat(out.shape()).containsExactly(1, 1, 2, 4);
    assertThat(out.data()).containsExactly(0, 0, 1, 1, 0, 0, 1, 1);
  }

  @Test
  void resizeBilinearHasHalfPixelCentres() {
    // Output centre i is at (i + 0.5)·in/out - 0.5, clamped to the edge.
    Tensor up = run((o, in) -> o.resizeBilinear(in.get(0), 1, 4), range(1, 1, 1, 2));
    assertThat(up.data()).containsExactly(new float[] {0, 0.25f, 0.75f, 1}, Offset.offset(1e-6f));
    Tensor down = run((o, in) -> o.resizeBilinear(in.get(0), 1, 2), range(1, 1, 1, 5));
    assertThat(down.data()).containsExactly(new float[] {0.75f, 3.25f}, Offset.offset(1e-6f));
  }

  @Test
  void resizeBilinearGivesExactlyTheRequestedSize() {
    Tensor out = run((o, in) -> o.resizeBilinear(in.get(0), 37, 41), range(2, 1, 50, 49));
    assertThat(out.shape()).containsExactly(2, 1, 37, 41);
  }

  @Test
  void poolsComputeTheMeanOrTheMaximum() {
    Tensor x = range(1, 1, 4, 4);
    assertThat(run((o, in) -> o.avgPool(in.get(0), 2, 2), x).data())
        .containsExactly(2.5f, 4.5f, 10.5f, 12.5f);
    assertThat(run((o, in) -> o.maxPool(in.get(0), 3, 1), x).data())
        .containsExactly(10, 11, 14, 15);
  }

  @Test
  void pixelShuffleAndUnshuffleAreInverse() {
    Tensor x = range(1, 4, 1, 2);
    assertThat(run((o, in) -> o.pixelShuffle(in.get(0), 2), x).data())
        .containsExactly(0, 2, 1, 3, 4, 6, 5, 7);
    assertThat(run((o, in) -> o.pixelUnshuffle(o.pixelShuffle(in.get(0), 2), 2), x).data())
        .containsExactly(x.data());
  }

  @Test
  void reductionsSupportSeveralAxes() {
    Tensor x = range(2, 2, 3);
    Tensor mean = run((o, in) -> o.mean(in.get(0), true, 1, 2), x);
    assertThat(mean.shape()).containsExactly(2, 1, 1);
    assertThat(mean.data()).containsExactly(2.5f, 8.5f);
    Tensor sum = run((o, in) -> o.sum(in.get(0), false, -1), x);
    assertThat(sum.shape()).containsExactly(2, 2);
    assertThat(sum.data()).containsExactly(3, 12, 21, 30);
  }

  @Test
  void argmaxAndArgminRemoveTheirAxis() {
    Tensor x = tensor(shape(2, 3), 5, 9, 1, 4, 2, 8);
    Tensor max = run((o, in) -> o.argMax(in.get(0), 1), x);
    assertThat(max.shape()).containsExactly(2);
    assertThat(max.data()).containsExactly(1, 2);
    assertThat(run((o, in) -> o.argMin(in.get(0), 1), x).data()).containsExactly(2, 1);
  }

  @Test
  void embeddingLooksUpRows() {
    Tensor x = tensor(shape(2, 3), 5, 9, 1, 4, 2, 8);
    Recorded.Network rowOfTheGreatest =
        (o, in) -> o.embedding(o.argMax(in.get(0), 1), o.constant(range(3, 2).data(), 3, 2));
    assertThat(run(rowOfTheGreatest, x).data()).containsExactly(2, 3, 4, 5);
    Recorded.Network rowsByNumber =
        (o, in) ->
            o.add(
                in.get(0),
                o.embedding(o.indices(new long[] {2, 0}, 2), o.constant(range(3, 2).data(), 3, 2)));
    assertThat(run(rowsByNumber, Tensor.zeros(1, 2, 2)).data()).containsExactly(4, 5, 0, 1);
  }
}
