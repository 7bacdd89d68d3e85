// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.face.Point;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.detect.GeneratedDetector;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a detector that finds a face in the middle of every picture that is not dark. */
class FaceMeasuresTest {
  private static final int SIZE = 64;

  @TempDir Path folder;
  private FaceDetector detector;
  private FaceMeasures measures;

  @BeforeEach
  void open() throws IOException {
    detector = FaceDetector.open(GeneratedDetector.write(folder.resolve("detector.onnx"), 128));
    measures = new FaceMeasures(new AlignedFaceDetector(detector));
  }

  @AfterEach
  void close() {
    detector.close();
  }

  @Test
  void aFoundFaceCountsOneAndAMissingOneNothing() {
    assertThat(measures.detected(grey(0.5f))).isEqualTo(1);
    assertThat(measures.detected(grey(0))).isZero();
  }

  @Test
  void aFaceHasNoDistanceFromItself() {
    assertThat(measures.landmarkDistance(grey(0.5f), grey(0.5f))).isZero();
  }

  @Test
  void aMissingFaceHasTheGreatestDistance() {
    assertThat(measures.landmarkDistance(grey(0), grey(0.5f)))
        .isEqualTo(FaceMeasures.GREATEST_DISTANCE);
  }

  @Test
  void theTemplateReplacesAReferenceWithoutAFace() {
    assertThat(measures.landmarkDistance(grey(0.5f), grey(0)))
        .isGreaterThan(0)
        .isLessThanOrEqualTo(FaceMeasures.GREATEST_DISTANCE);
  }

  @Test
  void theDistanceIsTheMeanOfFourPointsInEyeDistancesOfTheReference() {
    FacePoints reference = points(0);
    FacePoints moved =
        new FacePoints(
            reference.leftEye(), reference.rightEye(), new Point(15, 24), reference.mouth());

    assertThat(points(2).distance(reference)).isCloseTo(2 / 10.0, within(1e-9));
    assertThat(moved.distance(reference)).isCloseTo(4 / 4.0 / 10, within(1e-9));
  }

  @Test
  void theTemplateHasTheNoseBetweenEyesAndMouth() {
    FacePoints template = FacePoints.template(512);

    assertThat(template.nose().y()).isBetween(template.leftEye().y(), template.mouth().y());
    assertThat(template.distance(FacePoints.template(512))).isZero();
  }

  private static FacePoints points(double right) {
    return new FacePoints(
        new Point(10 + right, 10),
        new Point(20 + right, 10),
        new Point(15 + right, 20),
        new Point(15 + right, 30));
  }

  private static Tensor grey(float value) {
    Tensor image = Tensor.zeros(1, 3, SIZE, SIZE);
    Arrays.fill(image.data(), value);
    return image;
  }
}
