// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.face.ProceduralBackground;
import io.pentimento.core.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePyramidTest {
  private final Tensor picture = ProceduralBackground.of(new Random(8), 601, 403, 0);

  @ParameterizedTest(name = "a view that is {0} times as coarse, turned by {1} degrees")
  @CsvSource({"0.7, 0", "1.1, 20", "1.9, -35", "2.3, 10", "4.1, 90"})
  void aViewIsThatOfTheImageItself(double factor, double degrees) {
    double angle = Math.toRadians(degrees);
    Similarity toImage =
        Similarity.translation(-32, -32)
            .then(new Similarity(factor * Math.cos(angle), factor * Math.sin(angle), 300, 200));

    Tensor view = ImagePyramid.of(picture).square(toImage, 64);

    assertThat(meanDifference(view, Warp.square(picture, toImage, 64))).isLessThan(0.01);
  }

  @Test
  void aScaledImageHasTheRoundedSizeAndTheSameMean() {
    Tensor scaled = ImagePyramid.of(picture).scaled(0.15);
    assertThat(scaled.shape()).containsExactly(1, 3, 60, 90);
    assertThat(mean(scaled)).isCloseTo(mean(picture), within(0.005));
  }

  @Test
  void anEnlargedImageIsMadeFromTheImageItself() {
    assertThat(ImagePyramid.of(picture).scaled(1.5).shape()).containsExactly(1, 3, 605, 902);
  }

  @Test
  void aSinglePixelStaysOnePixel() {
    Tensor pixel = Tensor.of(new float[] {0.1f, 0.2f, 0.3f}, 1, 3, 1, 1);
    assertThat(ImagePyramid.of(pixel).scaled(0.01).data()).containsExactly(0.1f, 0.2f, 0.3f);
  }

  private static double mean(Tensor image) {
    double sum = 0;
    for (float value : image.data()) {
      sum += value;
    }
    return sum / image.size();
  }

  private static double meanDifference(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += Math.abs(a.data()[i] - b.data()[i]);
    }
    return sum / a.size();
  }
}
