// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Face;
import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Point;
import io.pentimento.core.face.align.Similarity;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The limits themselves, each just met and just missed. */
class FaceLimitsTest {
  private static final FaceFilter FILTER = new FaceFilter(50, 3, 0.5, 30, 0.4);

  @ParameterizedTest
  @CsvSource({"50, true", "49.9, false"})
  void aFaceOfTheMinimumSizeIsUsed(double size, boolean used) {
    assertUsed(face(100, 100, size, 0, 1), used, LeftOutReason.TOO_SMALL);
  }

  @ParameterizedTest
  @CsvSource({"-50, true", "-50.1, false", "850, true", "850.1, false"})
  void aFaceMayBeCutByTheBorderUpToTheMinimumShare(double left, boolean used) {
    assertUsed(face(left, 100, 100, 0, 1), used, LeftOutReason.CUT_BY_BORDER);
  }

  @ParameterizedTest
  @CsvSource({"29.9, true", "30.1, false", "-29.9, true", "-30.1, false", "180, false"})
  void aFaceMayBeRotatedToBothSides(double degrees, boolean used) {
    assertUsed(face(300, 300, 100, degrees, 1), used, LeftOutReason.TOO_ROTATED);
  }

  @ParameterizedTest
  @CsvSource({"0.42, true", "0.38, false"})
  void aFaceMayBeTurnedAwayUpToTheMinimumFrontality(double width, boolean used) {
    assertUsed(face(300, 300, 100, 0, width), used, LeftOutReason.TURNED_AWAY);
  }

  @Test
  void theLargestFacesAreUsedLargestFirst() {
    List<Face> faces =
        IntStream.range(0, 5).mapToObj(i -> face(10 + 150 * i, 300, 60 + 10 * i, 0, 1)).toList();

    Selection selection = FILTER.select(faces, 900, 600);

    assertThat(selection.faces()).extracting(Face::size).containsExactly(100.0, 90.0, 80.0);
    assertThat(selection.leftOut())
        .extracting(LeftOut::reason)
        .containsOnly(LeftOutReason.NOT_AMONG_LARGEST);
  }

  /** A face that is left out for another reason does not take the place of a smaller one. */
  @Test
  void unusableFacesDoNotCountAgainstTheMaximum() {
    Face turned = face(300, 300, 200, 90, 1);
    Face small = face(100, 100, 60, 0, 1);

    assertThat(FILTER.withMaxFaces(1).select(List.of(turned, small), 900, 600).faces())
        .containsExactly(small);
  }

  @Test
  void aFilterCanBeChangedOneLimitAtATime() {
    assertThat(FILTER.withMinSize(70)).isEqualTo(new FaceFilter(70, 3, 0.5, 30, 0.4));
    assertThat(FILTER.withMaxFaces(9)).isEqualTo(new FaceFilter(50, 9, 0.5, 30, 0.4));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3, 0.5, 30, 0.4, not 0.0 and 3",
    "NaN, 3, 0.5, 30, 0.4, not NaN and 3",
    "50, 0, 0.5, 30, 0.4, not 50.0 and 0",
    "50, 3, 1.5, 30, 0.4, 'the visible share of a face must be in 0 to 1, not 1.5'",
    "50, 3, -0.1, 30, 0.4, 'the visible share of a face must be in 0 to 1, not -0.1'",
    "50, 3, 0.5, -1, 0.4, 'must not be negative: -1.0, 0.4'",
    "50, 3, 0.5, NaN, 0.4, 'must not be negative: NaN, 0.4'",
    "50, 3, 0.5, 30, -1, 'must not be negative: 30.0, -1.0'"
  })
  void impossibleLimitsAreRejectedWithTheirValue(
      double size, int count, double visible, double roll, double frontality, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FaceFilter(size, count, visible, roll, frontality))
        .withMessageEndingWith(message);
  }

  @ParameterizedTest
  @EnumSource(LeftOutReason.class)
  void everyReasonHasANameAndASentence(LeftOutReason reason) {
    assertThat(reason.published()).matches("([A-Z][a-z]+)+");
    assertThat(reason.sentence()).matches("[a-z].*[^.]");
  }

  private static void assertUsed(Face face, boolean used, LeftOutReason reason) {
    Selection selection = FILTER.select(List.of(face), 900, 600);

    if (used) {
      assertThat(selection).isEqualTo(new Selection(List.of(face), List.of()));
    } else {
      assertThat(selection).isEqualTo(new Selection(List.of(), List.of(new LeftOut(face, reason))));
    }
  }

  /**
   * @param width of the template, 1 for a frontal face
   */
  private static Face face(double left, double top, double size, double degrees, double width) {
    double angle = Math.toRadians(degrees);
    Similarity turned = new Similarity(Math.cos(angle), Math.sin(angle), left, top);
    return new Face(
        new Box(left, top, left + size, top + size),
        LandmarkScheme.EYES_AND_MOUTH
            .template(100)
            .map(p -> new Point(width * p.x(), p.y()))
            .map(turned::apply),
        new Point(left, top),
        0.9);
  }
}
