// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Landmarks;
import io.pentimento.core.face.Point;
import io.pentimento.core.tensor.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Similarities form a group, and keep angles and ratios of distances. */
class SimilarityTest {
  private static final Point P = new Point(3, -2);
  private static final Point Q = new Point(-11, 40);

  @RepeatedTest(20)
  void theLawsOfAGroupHold(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Similarity s = any(random);
    Similarity t = any(random);
    Similarity u = any(random);

    assertSame(s.then(t).then(u), s.then(t.then(u)));
    assertSame(s.then(s.inverse()), Similarity.scaling(1));
    assertSame(s.inverse().then(s), Similarity.scaling(1));
    assertSame(s.inverse().inverse(), s);
    assertSame(s.then(t).inverse(), t.inverse().then(s.inverse()));
    assertThat(s.then(t).apply(P).distance(t.apply(s.apply(P)))).isLessThan(1e-9);
  }

  @RepeatedTest(10)
  void distancesGrowByTheScaleAndDirectionsTurnByTheRotation(RepetitionInfo repetition) {
    Similarity s = any(new Random(repetition.getCurrentRepetition()));
    Point p = s.apply(P);
    Point q = s.apply(Q);
    double before = Math.atan2(Q.y() - P.y(), Q.x() - P.x());
    double after = Math.atan2(q.y() - p.y(), q.x() - p.x());

    assertThat(p.distance(q)).isCloseTo(s.scale() * P.distance(Q), within(1e-9));
    assertThat(Math.IEEEremainder(after - before - s.rotation(), 2 * Math.PI))
        .isCloseTo(0, within(1e-9));
  }

  @Test
  void scalesMultiplyAndRotationsAdd() {
    Similarity s = turned(2, 0.3).then(turned(3, 0.4));

    assertThat(s.scale()).isCloseTo(6, within(1e-12));
    assertThat(s.rotation()).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void aTranslationKeepsDistances() {
    assertThat(Similarity.translation(4, 5).apply(P)).isEqualTo(new Point(7, 3));
    assertThat(Similarity.translation(4, 5).scale()).isEqualTo(1);
    assertThat(Similarity.scaling(3).apply(P)).isEqualTo(new Point(9, -6));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, 1",
    "NaN, 0, 0, 0",
    "1, 0, Infinity, 0",
    "1, 0, 0, NaN",
    "Infinity, 1, 0, 0"
  })
  void aScaleOfZeroOrInfinityIsRejected(double a, double b, double tx, double ty) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Similarity(a, b, tx, ty))
        .withMessageStartingWith("a similarity needs a positive, finite scale");
  }

  @Test
  void theBoxOfATurnedRectangleTouchesItsCorners() {
    assertThat(Similarity.translation(5, 6).boxOf(10, 20)).isEqualTo(new Box(5, 6, 15, 26));

    Box quarter = turned(1, Math.PI / 2).boxOf(10, 20);
    assertThat(quarter.left()).isCloseTo(-20, within(1e-9));
    assertThat(quarter.right()).isCloseTo(0, within(1e-9));
    assertThat(quarter.top()).isCloseTo(0, within(1e-9));
    assertThat(quarter.bottom()).isCloseTo(10, within(1e-9));

    Box eighth = turned(1, Math.PI / 4).boxOf(10, 10);
    assertThat(eighth.width()).isCloseTo(10 * Math.sqrt(2), within(1e-9));
    assertThat(eighth.height()).isCloseTo(10 * Math.sqrt(2), within(1e-9));
  }

  /** A mirrored face has no rotation that fits; the best scale is small. */
  @Test
  void aReflectionIsNotFitted() {
    List<Point> from = LandmarkScheme.FIVE_POINTS.template(100).points();
    List<Point> mirrored = from.stream().map(p -> new Point(p.x(), 100 - p.y())).toList();

    assertThat(SimilarityFit.of(from, mirrored).scale()).isLessThan(0.5);
  }

  @Test
  void twoPairsOfPointsAreFittedExactly() {
    List<Point> to = List.of(new Point(7, 7), new Point(-3, 20));
    Similarity fit = SimilarityFit.of(List.of(P, Q), to);

    assertThat(fit.apply(P).distance(to.get(0))).isLessThan(1e-9);
    assertThat(fit.apply(Q).distance(to.get(1))).isLessThan(1e-9);
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1", "0, 0"})
  void pointsWithoutPairsAreRejected(int from, int to) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SimilarityFit.of(List.of(P, Q).subList(0, from), List.of(P, Q).subList(0, to)))
        .withMessageContaining("not to %d and %d", from, to);
  }

  @Test
  void anAlignedFaceHasItsEyesAtTheTemplate() {
    Landmarks inPhotograph =
        LandmarkScheme.FIVE_POINTS
            .template(512)
            .map(turned(0.5, 0.4).then(Similarity.translation(200, 90))::apply);
    FaceAlignment alignment = FaceAlignment.of(inPhotograph, 256);
    Landmarks template = LandmarkScheme.FIVE_POINTS.template(256);

    assertThat(inPhotograph.map(alignment::toCrop).meanDistance(template)).isLessThan(1e-9);
    assertThat(alignment.scale()).isCloseTo(1, within(1e-9));
  }

  /** The centre of the crop stays, and the picture shrinks by 1 + margin. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 1})
  void aMarginShowsMoreAroundTheSameCentre(double margin) {
    FaceAlignment plain = new FaceAlignment(turned(2, 0.3), 100);
    FaceAlignment wider = plain.withMargin(margin);
    Point centre = plain.toCrop().inverse().apply(new Point(50, 50));

    assertThat(wider.toCrop(centre).distance(new Point(50, 50))).isLessThan(1e-9);
    assertThat(wider.scale()).isCloseTo(plain.scale() / (1 + margin), within(1e-9));
    assertThat(wider.size()).isEqualTo(100);
  }

  @Test
  void aCropHasAtLeastOnePixel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FaceAlignment(Similarity.scaling(1), 0))
        .withMessage("a crop has at least one pixel, not 0");
  }

  /** Means over both eyes, as a share of the side. */
  @Test
  void theDeviationOfTheEyesIsAShareOfTheSide() {
    Landmarks moved = LandmarkScheme.EYES_AND_MOUTH.template(200).map(p -> p.plus(new Point(6, 8)));

    assertThat(AlignmentCheck.eyeDeviation(moved, 200, 200)).isCloseTo(0.05, within(1e-9));
    assertThat(AlignmentCheck.isAligned(moved, 200, 200)).isTrue();
    assertThat(AlignmentCheck.isAligned(0.06)).isTrue();
    assertThat(AlignmentCheck.isAligned(0.0601)).isFalse();
  }

  @Test
  void aRegionContainsABoxAndItsMarginWithinTheImage() {
    Tensor image = Tensor.zeros(1, 3, 40, 60);

    assertThat(Region.around(new Box(10.2, 5.5, 20.1, 9), 2, image))
        .isEqualTo(new Region(8, 3, 15, 8));
    assertThat(Region.around(new Box(-5, -5, 100, 100), 2, image))
        .isEqualTo(new Region(0, 0, 60, 40));
    assertThat(Region.around(new Box(200, 200, 210, 210), 0, image))
        .as("at least one pixel")
        .isEqualTo(new Region(59, 39, 1, 1));
  }

  @Test
  void aRegionCutsItsPixelsOutOfEveryChannel() {
    Tensor image = Tensor.zeros(1, 3, 4, 5);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = i;
    }

    Tensor cut = new Region(1, 2, 3, 2).cut(image);

    assertThat(cut.shape()).containsExactly(1, 3, 2, 3);
    assertThat(cut.data())
        .containsExactly(11, 12, 13, 16, 17, 18, 31, 32, 33, 36, 37, 38, 51, 52, 53, 56, 57, 58);
  }

  private static Similarity turned(double scale, double angle) {
    return new Similarity(scale * Math.cos(angle), scale * Math.sin(angle), 0, 0);
  }

  private static Similarity any(Random random) {
    double scale = 0.2 + 3 * random.nextDouble();
    double angle = 2 * Math.PI * random.nextDouble();
    return turned(scale, angle)
        .then(Similarity.translation(random.nextInt(200) - 100, random.nextInt(200) - 100));
  }

  private static void assertSame(Similarity actual, Similarity expected) {
    assertThat(actual.a()).isCloseTo(expected.a(), within(1e-9));
    assertThat(actual.b()).isCloseTo(expected.b(), within(1e-9));
    assertThat(actual.tx()).isCloseTo(expected.tx(), within(1e-7));
    assertThat(actual.ty()).isCloseTo(expected.ty(), within(1e-7));
  }
}
