// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.face.Face;
import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.OnnxValue;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The decoder of YuNet, with a generated network that gives known numbers. */
class YuNetTest {
  private static final int SIZE = 64;

  /** At stride 16: column 2, row 1 of four columns. */
  private static final int CELL = 6;

  private static OnnxSession session() {
    OnnxOps ops = new OnnxOps(name -> null);
    OnnxValue input = ops.input("input", DataType.FLOAT, 1, 3, SIZE, SIZE);
    // The mean of the blue channel, which comes first, is added to the class's probability.
    OnnxValue blue = ops.reshape(ops.mean(ops.slice(input, 1, 0, 1), false, 1, 2, 3), 1, 1, 1);
    for (int stride : new int[] {8, 16, 32}) {
      int cells = SIZE / stride * (SIZE / stride);
      boolean here = stride == 16;
      OnnxValue score = ops.constant(at(cells, 1, here ? 0.81f : 0), 1, cells, 1);
      ops.output("cls_" + stride, ops.add(score, ops.affine(blue, 1e-3, 0)));
      ops.output("obj_" + stride, ops.constant(at(cells, 1, here ? 1 : 0), 1, cells, 1));
      ops.output(
          "bbox_" + stride,
          ops.constant(at(cells, 4, 0.5f, 0.25f, 0.6931472f, 1.0986123f), 1, cells, 4));
      ops.output(
          "kps_" + stride,
          ops.constant(at(cells, 10, 0, 0, 1, 0, 0.5f, 0.5f, 0, 1, 1, 1), 1, cells, 10));
    }
    return OnnxSession.of(ops.model(Map.of()), SessionOptions.defaults());
  }

  private static float[] at(int cells, int values, float... given) {
    float[] all = new float[cells * values];
    int cell = Math.min(CELL, cells - 1);
    System.arraycopy(given, 0, all, cell * values, given.length);
    return all;
  }

  @Test
  void aCellIsDecodedByItsPlaceAndStride() {
    OnnxSession session = session();
    assertThat(DetectorType.of(session)).contains(DetectorType.YU_NET);
    try (FaceNetwork network = DetectorType.YU_NET.network(session)) {
      List<Face> faces = network.candidates(Tensor.zeros(1, 3, SIZE, SIZE), 0.5);

      assertThat(faces).hasSize(1);
      Face face = faces.get(0);
      assertThat(face.score()).isCloseTo(0.9, within(1e-6));
      assertThat(face.box().centre().x()).isCloseTo(2.5 * 16, within(1e-4));
      assertThat(face.box().centre().y()).isCloseTo(1.25 * 16, within(1e-4));
      assertThat(face.box().width()).isCloseTo(32, within(1e-4));
      assertThat(face.box().height()).isCloseTo(48, within(1e-4));
      assertThat(face.landmarks().scheme()).isEqualTo(LandmarkScheme.FIVE_POINTS);
      assertThat(face.landmarks().leftEye().x()).isCloseTo(32, within(1e-4));
      assertThat(face.landmarks().rightEye().x()).isCloseTo(48, within(1e-4));
      assertThat(face.landmarks().mouth().y()).isCloseTo(32, within(1e-4));
    }
  }

  @Test
  void coloursAreGivenAsBlueGreenRedFrom0To255() {
    try (FaceNetwork network = DetectorType.YU_NET.network(session())) {
      Tensor blue = Tensor.zeros(1, 3, SIZE, SIZE);
      Arrays.fill(blue.data(), 2 * SIZE * SIZE, 3 * SIZE * SIZE, 0.4f);

      double score = network.candidates(blue, 0.5).get(0).score();

      assertThat(score * score).isCloseTo(0.81 + 0.4 * 255 * 1e-3, within(1e-5));
    }
  }
}
