// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.face.Face;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The path from a file to faces, with a generated network; no real detector is needed. */
class FaceDetectorTest {
  @TempDir Path folder;

  private static Tensor grey(int width, int height, float value) {
    float[] data = new float[3 * width * height];
    Arrays.fill(data, value);
    return Tensor.of(data, 1, 3, height, width);
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256})
  void aFaceIsGivenInPixelsOfThePicture(int size) throws IOException {
    Path file = GeneratedDetector.write(folder.resolve("detector.onnx"), size);
    try (FaceDetector detector = FaceDetector.open(file)) {
      List<Face> faces = detector.detect(grey(200, 200, 0.5f), 40);

      assertThat(faces).hasSize(1);
      Face face = faces.get(0);
      assertThat(face.box().centre().x()).isCloseTo(100, within(2.0));
      assertThat(face.box().centre().y()).isCloseTo(100, within(2.0));
      assertThat(face.landmarks().roll()).isCloseTo(0, within(1e-6));
      assertThat(face.landmarks().leftEye().x()).isLessThan(face.landmarks().rightEye().x());
      assertThat(face.landmarks().mouth().y()).isGreaterThan(face.landmarks().leftEye().y());
      assertThat(face.score()).isBetween(0.7, 1.0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 700})
  void aDarkPictureOfAnySizeHasNoFace(int side) throws IOException {
    Path file = GeneratedDetector.write(folder.resolve("detector.onnx"), 128);
    try (FaceDetector detector = FaceDetector.open(file)) {
      // Mid-grey around a small picture is bright to this network; white faces are another matter.
      assertThat(detector.detect(grey(side, Math.max(1, side / 2), 0), Math.max(1, side / 2.0)))
          .allMatch(face -> face.score() <= 1);
    }
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> FaceDetector.open(folder.resolve("none.onnx")))
        .isInstanceOf(IllegalArgumentException.class)
        .isNotInstanceOf(CheckpointException.class)
        .hasMessageContaining("Face detector file not found")
        .hasMessageContaining("none.onnx")
        .hasMessageContaining("BlazeFace or YuNet");
  }

  @Test
  void aFileThatIsNotANetworkIsRejected() throws IOException {
    Path file = Files.writeString(folder.resolve("page.onnx"), "<html>not found</html>");
    assertThatThrownBy(() -> FaceDetector.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("page.onnx is not a readable ONNX file");
  }

  @Test
  void aNetworkOfAnotherKindIsRejectedWithItsPorts() throws IOException {
    OnnxOps ops = new OnnxOps(name -> null);
    ops.output("restored", ops.affine(ops.input("image", DataType.FLOAT, 1, 3, 32, 32), 1, 0));
    Path file = folder.resolve("restorer.onnx");
    OnnxModelFile.write(ops.model(Map.of()), file);

    assertThatThrownBy(() -> FaceDetector.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a face detector of a known type (BlazeFace, YuNet)")
        .hasMessageContaining("image");
  }
}
