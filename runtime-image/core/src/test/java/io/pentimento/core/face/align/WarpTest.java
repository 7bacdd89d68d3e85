// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Landmarks;
import io.pentimento.core.face.ProceduralBackground;
import io.pentimento.core.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WarpTest {
  private static final Similarity IDENTITY = Similarity.scaling(1);
  private final Tensor picture = ProceduralBackground.of(new Random(3), 60, 40, 0.05);

  @Test
  void theIdentityChangesNothing() {
    assertThat(Warp.of(picture, IDENTITY, 60, 40).data())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(picture.data());
  }

  @Test
  void aShiftByWholePixelsMovesThem() {
    Tensor moved = Warp.of(picture, Similarity.translation(7, 5), 20, 20);
    assertThat(moved.data()[3 * 20 + 2]).isCloseTo(picture.data()[8 * 60 + 9], within(1e-6f));
  }

  @Test
  void stripesFinerThanTheResultsPixelsBecomeGrey() {
    Tensor stripes = Tensor.zeros(1, 3, 400, 400);
    for (int i = 0; i < stripes.size(); i++) {
      stripes.data()[i] = i % 2;
    }
    Tensor shrunk = Warp.square(stripes, Similarity.scaling(10), 40);
    for (int y = 4; y < 36; y++) {
      for (int x = 4; x < 36; x++) {
        assertThat(shrunk.data()[y * 40 + x]).isCloseTo(0.5f, within(0.01f));
      }
    }
  }

  @Test
  void aPictureIsMirroredBeyondItsEdges() {
    Tensor wide = Warp.of(picture, Similarity.translation(-3, 0), 10, 10);
    assertThat(wide.data()[2]).isCloseTo(picture.data()[1], within(1e-6f));
    assertThat(wide.data()[0]).isCloseTo(picture.data()[3], within(1e-6f));
  }

  @Test
  void aSinglePixelFillsAnyCrop() {
    Tensor pixel = Tensor.of(new float[] {0.1f, 0.5f, 0.9f}, 1, 3, 1, 1);
    Tensor crop = Warp.square(pixel, new Similarity(0.3, 0.4, -2, 9), 16);
    for (int i = 0; i < crop.size(); i++) {
      assertThat(crop.data()[i]).isCloseTo(pixel.data()[i / 256], within(1e-6f));
    }
  }

  @Test
  void anAlignmentMapsTheLandmarksToTheTemplate() {
    Landmarks template = LandmarkScheme.FIVE_POINTS.template(256);
    Similarity place = new Similarity(0.9, 0.3, 50, 20);

    FaceAlignment alignment = FaceAlignment.of(template.map(place::apply), 256);

    Landmarks aligned = template.map(p -> alignment.toCrop(place.apply(p)));
    assertThat(aligned.meanDistance(template)).isLessThan(1e-9);
    assertThat(alignment.scale()).isCloseTo(1 / place.scale(), within(1e-9));
  }

  @Test
  void aMarginShowsMoreAroundTheSameCentre() {
    FaceAlignment tight = new FaceAlignment(IDENTITY, 100);
    FaceAlignment wide = tight.withMargin(0.25);
    assertThat(wide.toCrop(new io.pentimento.core.face.Point(50, 50)).x())
        .isCloseTo(50, within(1e-9));
    assertThat(wide.toCrop(new io.pentimento.core.face.Point(0, 0)).x())
        .isCloseTo(10, within(1e-9));
  }
}
