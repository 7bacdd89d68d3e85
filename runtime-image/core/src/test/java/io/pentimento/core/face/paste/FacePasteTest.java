// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.face.Point;
import io.pentimento.core.face.ProceduralBackground;
import io.pentimento.core.face.align.FaceAlignment;
import io.pentimento.core.face.align.Similarity;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A crop that is cut out and pasted back unchanged leaves the photograph as it was. */
class FacePasteTest {
  private static final PasteMask MASK = PasteMask.oval();

  /** Of the mean difference inside the mask, in values from 0 to 1. */
  private static final double MOST = 2 / 255.0;

  private final FacePaste paste = new FacePaste(MASK);

  /** The crop of a square of {@code side} pixels around a point, turned. */
  private static FaceAlignment around(double x, double y, double side, double degrees, int size) {
    double scale = size / side;
    double angle = Math.toRadians(degrees);
    Similarity turned = new Similarity(scale * Math.cos(angle), scale * Math.sin(angle), 0, 0);
    return new FaceAlignment(
        Similarity.translation(-x, -y)
            .then(turned)
            .then(Similarity.translation(size / 2.0, size / 2.0)),
        size);
  }

  private Tensor photograph(int width, int height) {
    return ProceduralBackground.of(new Random(5), width, height, 0.02);
  }

  @ParameterizedTest(name = "at {0}, {1}: {2} pixels turned by {3} degrees, crops of {4}")
  @CsvSource({
    "150, 120, 100, 0, 128",
    "150, 120, 100, 30, 128",
    "150, 120, 180, -77, 512",
    "150, 120, 60, 180, 512",
    "0, 0, 120, 15, 256",
    "299, 130, 140, -30, 256",
    "150, 239, 230, 5, 512",
    "-400, -400, 90, 0, 64"
  })
  void nothingChangesOutsideTheMaskAndHardlyAnythingInside(
      double x, double y, double side, double degrees, int size) {
    Tensor before = photograph(300, 240);
    Tensor after = Tensor.of(before.data().clone(), before.shape());
    FaceAlignment alignment = around(x, y, side, degrees, size);
    Tensor crop = alignment.crop(after);

    paste.paste(after, alignment, crop, crop);

    assertThat(meanDifferenceInside(before, after, alignment)).isLessThanOrEqualTo(MOST);
  }

  /** Fails if a pixel outside the mask differs at all. */
  private static double meanDifferenceInside(Tensor before, Tensor after, FaceAlignment alignment) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < before.size(); i++) {
      double difference = Math.abs(after.data()[i] - before.data()[i]);
      if (isInside(i, before, alignment)) {
        sum += difference;
        count++;
      } else if (difference > 0) {
        throw new AssertionError("value %d outside the mask changed".formatted(i));
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private static boolean isInside(int index, Tensor photograph, FaceAlignment alignment) {
    int width = (int) photograph.dim(3);
    int pixel = index % (width * (int) photograph.dim(2));
    Point at = alignment.toCrop(new Point(pixel % width + 0.5, Math.floorDiv(pixel, width) + 0.5));
    return MASK.at(at.x() / alignment.size(), at.y() / alignment.size()) > 0;
  }

  @Test
  void noiseIsReplacedWhereTheRestorerChangesTheFace() {
    Tensor photograph = photograph(300, 240);
    FaceAlignment alignment = around(150, 120, 150, 20, 128);
    Tensor crop = alignment.crop(photograph);
    Tensor white = Tensor.zeros(crop.shape());
    Arrays.fill(white.data(), 1);

    new FacePaste((x, y) -> Math.hypot(x - 0.5, y - 0.5) < 0.3 ? 1 : 0)
        .paste(photograph, alignment, crop, white);

    assertThat(photograph.data()[120 * 300 + 150]).isEqualTo(1);
  }

  @Test
  void overlappingFacesArePastedOneAfterTheOther() {
    Tensor before = photograph(300, 240);
    Tensor after = Tensor.of(before.data().clone(), before.shape());
    FaceAlignment one = around(130, 120, 140, 10, 256);
    FaceAlignment other = around(180, 125, 120, -20, 256);
    Tensor crop = one.crop(before);
    Tensor otherCrop = other.crop(before);

    paste.paste(after, one, crop, crop);
    paste.paste(after, other, otherCrop, otherCrop);

    double sum = 0;
    int inside = 0;
    for (int i = 0; i < after.size(); i++) {
      double difference = Math.abs(after.data()[i] - before.data()[i]);
      if (isInside(i, before, one) || isInside(i, before, other)) {
        sum += difference;
        inside++;
      } else {
        assertThat(difference).isZero();
      }
    }
    assertThat(sum / inside).isLessThanOrEqualTo(MOST);
  }

  @Test
  void aRestorerThatDoublesTheSizeIsPastedAtTheSamePlace() {
    Tensor before = photograph(300, 240);
    Tensor after = Tensor.of(before.data().clone(), before.shape());
    FaceAlignment alignment = around(150, 120, 150, 20, 128);
    Tensor crop = alignment.crop(before);
    Tensor doubled = Resize.cubic(crop, 256, 256);

    paste.paste(after, alignment, crop, doubled);

    assertThat(meanDifferenceInside(before, after, alignment)).isLessThanOrEqualTo(MOST);
  }

  @Test
  void aFaceIsPastedIntoAPhotographOfOnePixel() {
    Tensor pixel = Tensor.of(new float[] {0.2f, 0.4f, 0.6f}, 1, 3, 1, 1);
    FaceAlignment alignment = around(0.5, 0.5, 1, 0, 64);
    Tensor crop = alignment.crop(pixel);

    paste.paste(pixel, alignment, crop, crop);

    assertThat(pixel.data()).usingComparatorWithPrecision(1e-5f).containsExactly(0.2f, 0.4f, 0.6f);
  }

  @Test
  @Timeout(60)
  void manyMegapixelsCostNoMoreThanTheFace() {
    largePhotograph(4000, 3000);
  }

  @Test
  @Tag("slow")
  @Timeout(300)
  void sixtyFourMegapixelsArePossible() {
    largePhotograph(8000, 8000);
  }

  private void largePhotograph(int width, int height) {
    Tensor photograph = Tensor.zeros(1, 3, height, width);
    Arrays.fill(photograph.data(), 0.5f);
    FaceAlignment alignment = around(width - 300, height - 200, 500, 25, 512);
    Tensor crop = alignment.crop(photograph);

    paste.paste(photograph, alignment, crop, crop);

    for (int i = 0; i < photograph.size(); i += 97) {
      assertThat(Math.abs(photograph.data()[i] - 0.5f)).isLessThan(1e-5f);
    }
  }
}
