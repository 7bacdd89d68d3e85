// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Boxes, points and landmarks. */
class FaceGeometryTest {
  private static final Box UNIT = new Box(0, 0, 10, 10);

  @Test
  void aBoxAroundAPointHasItAsItsCentre() {
    Box box = Box.around(new Point(5, 7), 4, 6);

    assertThat(box).isEqualTo(new Box(3, 4, 7, 10));
    assertThat(box.centre()).isEqualTo(new Point(5, 7));
    assertThat(box.width()).isEqualTo(4);
    assertThat(box.height()).isEqualTo(6);
    assertThat(box.area()).isEqualTo(24);
    assertThat(box.size()).as("the longer side").isEqualTo(6);
  }

  /**
   * Left, top, right, bottom of a box beside (0, 0)–(10, 10), and their intersection over union.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 10, 10, 1",
    "5, 0, 15, 10, 0.333333",
    "5, 5, 15, 15, 0.142857",
    "2, 2, 4, 4, 0.04",
    "10, 0, 20, 10, 0",
    "30, 30, 40, 40, 0",
    "30, -40, 40, -30, 0",
    "3, 3, 3, 9, 0"
  })
  void theOverlapIsIntersectionOverUnion(
      double left, double top, double right, double bottom, double overlap) {
    Box other = new Box(left, top, right, bottom);

    assertThat(UNIT.overlap(other)).isCloseTo(overlap, within(1e-6));
    assertThat(other.overlap(UNIT)).isEqualTo(UNIT.overlap(other));
  }

  @Test
  void emptyBoxesDoNotOverlap() {
    Box empty = new Box(1, 1, 1, 1);

    assertThat(empty.overlap(empty)).isZero();
    assertThat(empty.visible(10, 10)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 10, 10, 1",
    "-5, 0, 5, 10, 0.5",
    "-5, -5, 5, 5, 0.25",
    "95, 45, 105, 55, 0.25",
    "100, 0, 110, 10, 0",
    "-20, 0, -10, 10, 0"
  })
  void theVisibleShareIsThePartInsideTheImage(
      double left, double top, double right, double bottom, double share) {
    assertThat(new Box(left, top, right, bottom).visible(100, 50)).isCloseTo(share, within(1e-12));
  }

  @Test
  void pointsAreVectors() {
    Point p = new Point(3, 4);

    assertThat(p.distance(new Point(0, 0))).isEqualTo(5);
    assertThat(p.middle(new Point(5, 0))).isEqualTo(new Point(4, 2));
    assertThat(p.plus(new Point(-1, 2))).isEqualTo(new Point(2, 6));
    assertThat(p.times(0.5)).isEqualTo(new Point(1.5, 2));
  }

  @ParameterizedTest
  @EnumSource(LandmarkScheme.class)
  void theTemplateScalesWithTheCrop(LandmarkScheme scheme) {
    Landmarks large = scheme.template(512);
    Landmarks small = scheme.template(128);

    assertThat(large.points()).hasSize(scheme.count());
    for (int i = 0; i < scheme.count(); i++) {
      assertThat(small.points().get(i).times(4).distance(large.points().get(i))).isLessThan(1e-9);
    }
  }

  /** Both schemes describe the same face. */
  @Test
  void theTemplatesAgreeOnEyesAndMouth() {
    Landmarks three = LandmarkScheme.EYES_AND_MOUTH.template(512);
    Landmarks five = LandmarkScheme.FIVE_POINTS.template(512);

    assertThat(three.leftEye().distance(five.leftEye())).isLessThan(2);
    assertThat(three.rightEye().distance(five.rightEye())).isLessThan(2);
    assertThat(three.mouth().distance(five.mouth())).isLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 30, -45, 90, 179})
  void theRollIsTheAngleOfTheLineThroughTheEyes(double degrees) {
    double angle = Math.toRadians(degrees);
    Landmarks turned =
        LandmarkScheme.EYES_AND_MOUTH
            .template(100)
            .map(
                p ->
                    new Point(
                        p.x() * Math.cos(angle) - p.y() * Math.sin(angle),
                        p.x() * Math.sin(angle) + p.y() * Math.cos(angle)));

    assertThat(Math.toDegrees(turned.roll())).isCloseTo(degrees, within(1e-9));
    assertThat(turned.eyeDistance())
        .isCloseTo(LandmarkScheme.EYES_AND_MOUTH.template(100).eyeDistance(), within(1e-9));
    assertThat(turned.frontality())
        .isCloseTo(LandmarkScheme.EYES_AND_MOUTH.template(100).frontality(), within(1e-9));
  }

  /** A head that turns to the side has narrower eyes, but the same distance to the mouth. */
  @Test
  void aFaceThatTurnsAwayIsLessFrontal() {
    Landmarks front = LandmarkScheme.FIVE_POINTS.template(100);
    Landmarks turned = front.map(p -> new Point(p.x() * 0.3, p.y()));

    assertThat(front.frontality()).isCloseTo(0.96, within(0.02));
    assertThat(turned.frontality()).isCloseTo(0.3 * front.frontality(), within(0.01));
  }

  @Test
  void theMeanDistanceComparesTheSamePoints() {
    Landmarks face = LandmarkScheme.FIVE_POINTS.template(100);

    assertThat(face.meanDistance(face)).isZero();
    assertThat(face.meanDistance(face.map(p -> p.plus(new Point(3, 4)))))
        .isCloseTo(5, within(1e-9));
  }

  @Test
  void anotherNumberOfPointsIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Landmarks(LandmarkScheme.FIVE_POINTS, List.of(new Point(0, 0))))
        .withMessage("FIVE_POINTS has 5 landmarks, not 1");
  }

  @Test
  void aFaceMapsAllItsPoints() {
    Face face = new Face(UNIT, LandmarkScheme.EYES_AND_MOUTH.template(10), new Point(5, 6), 0.75);

    Face moved = face.map(new Box(1, 1, 2, 4), p -> p.plus(new Point(100, 0)));

    assertThat(moved.box()).isEqualTo(new Box(1, 1, 2, 4));
    assertThat(moved.size()).isEqualTo(3);
    assertThat(moved.nose()).isEqualTo(new Point(105, 6));
    assertThat(moved.score()).isEqualTo(0.75);
    assertThat(moved.landmarks().leftEye().x()).isEqualTo(100 + face.landmarks().leftEye().x());
    assertThat(face.withScore(0.2).score()).isEqualTo(0.2);
    assertThat(face.withScore(0.2).withScore(0.75)).isEqualTo(face);
  }
}
