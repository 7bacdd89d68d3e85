// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Face;
import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Point;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which candidates are the same face, and which tiles an image has. */
class SuppressionRulesTest {

  /** Two squares of side 100, shifted: the overlap is (100−s)/(100+s). */
  @ParameterizedTest
  @CsvSource({"0, 1", "30, 1", "53, 1", "54, 2", "100, 2"})
  void squaresThatOverlapByMoreThanThreeTenthsAreOneFace(double shift, int faces) {
    assertThat(NonMaximumSuppression.apply(List.of(face(0, 0, 100, 0.9), face(shift, 0, 100, 0.8))))
        .hasSize(faces);
  }

  /** A square of side 40 over the right edge of one of 100: more or less of it is within. */
  @ParameterizedTest
  @CsvSource({"60, 1", "71.9, 1", "72.1, 2", "100, 2"})
  void aSmallBoxMostlyWithinALargeOneIsTheSameFace(double left, int faces) {
    assertThat(NonMaximumSuppression.apply(List.of(face(0, 0, 100, 0.9), face(left, 30, 40, 0.8))))
        .hasSize(faces);
  }

  /** The middle one is suppressed by the best one and does not suppress the last one. */
  @Test
  void aSuppressedCandidateSuppressesNoOther() {
    Face best = face(0, 0, 100, 0.9);
    Face middle = face(50, 0, 100, 0.8);
    Face last = face(100, 0, 100, 0.7);

    assertThat(NonMaximumSuppression.apply(List.of(middle, last, best)))
        .containsExactly(best, last);
  }

  @RepeatedTest(10)
  void theOrderOfTheCandidatesDoesNotMatter(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Face> candidates = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      candidates.add(
          face(random.nextInt(400), random.nextInt(400), 20 + random.nextInt(120), 0.5 + i * 0.01));
    }
    List<Face> kept = NonMaximumSuppression.apply(candidates);
    Collections.shuffle(candidates, random);

    assertThat(NonMaximumSuppression.apply(candidates)).containsExactlyElementsOf(kept);
    assertThat(NonMaximumSuppression.apply(kept)).as("applied again").isEqualTo(kept);
    assertThat(kept).isSortedAccordingTo(Comparator.comparingDouble(Face::score).reversed());
    for (Face candidate : candidates) {
      assertThat(kept)
          .as("each candidate has a face at its place that is at least as good")
          .anyMatch(
              face ->
                  face.score() >= candidate.score()
                      && face.box().intersection(candidate.box()).area() > 0);
    }
  }

  /** Every pixel is in a tile, and neighbouring tiles overlap as required. */
  @ParameterizedTest
  @CsvSource({
    "64, 64, 64, 20",
    "65, 64, 64, 20",
    "300, 200, 64, 20",
    "1000, 130, 128, 40",
    "30, 200, 64, 20"
  })
  void tilesCoverTheImage(int width, int height, int size, int overlap) {
    List<Tile> tiles = Tile.covering(Tensor.zeros(1, 3, height, width), size, overlap, 0.5);

    for (int x = 0; x < width; x++) {
      int column = x;
      assertThat(tiles).anyMatch(tile -> column >= tile.left() && column < tile.left() + size);
    }
    List<Integer> lefts = tiles.stream().map(Tile::left).distinct().sorted().toList();
    for (int i = 1; i < lefts.size(); i++) {
      assertThat(lefts.get(i) - lefts.get(i - 1)).isLessThanOrEqualTo(size - overlap);
    }
    assertThat(lefts.get(lefts.size() - 1) + size).isGreaterThanOrEqualTo(Math.min(width, size));
    assertThat(tiles).allMatch(tile -> tile.size() == size && tile.scale() == 0.5);
  }

  @Test
  void aTileHasThePixelsOfTheImageAndGreyAround() {
    Tensor image = Tensor.zeros(1, 3, 4, 6);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = i;
    }

    float[] cut = new Tile(4, 2, 4, 1).cut(image).data();

    assertThat(cut).hasSize(48);
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 4; x++) {
          boolean inside = y < 2 && x < 2;
          assertThat(cut[(c * 4 + y) * 4 + x])
              .isEqualTo(inside ? (c * 4 + y + 2) * 6 + x + 4 : 0.5f);
        }
      }
    }
  }

  @Test
  void positionsInATileAreThoseInTheImage() {
    Tile tile = new Tile(30, 40, 64, 0.25);
    Face seen = face(8, 10, 16, 0.9);

    Face inImage = tile.toImage(seen);

    assertThat(inImage.box()).isEqualTo(new Box(152, 200, 216, 264));
    assertThat(inImage.box().width()).isCloseTo(16 / 0.25, within(1e-9));
    assertThat(inImage.score()).isEqualTo(0.9);
  }

  private static Face face(double left, double top, double size, double score) {
    return new Face(
        new Box(left, top, left + size, top + size),
        LandmarkScheme.EYES_AND_MOUTH.template(100),
        new Point(50, 60),
        score);
  }
}
