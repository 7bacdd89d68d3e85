// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.testing.Pictures;
import org.junit.jupiter.api.Test;

class ImageMemoryTest {
  private static final long MEGAPIXEL = 1 << 20;

  @Test
  void aModelOfScaleOneNeedsLittleMoreThanDecoding() {
    assertThat(new ImageMemory(32, 32, 1).peak(1024, 1024)).isEqualTo(32 * MEGAPIXEL);
  }

  @Test
  void aModelOfScaleFourNeedsSixteenTimesTheMemoryForItsOutput() {
    assertThat(new ImageMemory(32, 32, 4).peak(1024, 1024)).isEqualTo(16 * 28 * MEGAPIXEL);
  }

  @Test
  void theModelsTensorsAreIncluded() {
    assertThat(new ImageMemory(1024, 1024, 4).peak(16, 16)).isGreaterThan(17 * 12 * MEGAPIXEL);
  }

  @Test
  void theLargestImagesDoNotOverflow() {
    int side = Integer.MAX_VALUE;
    assertThat(new ImageMemory(512, 512, 4).peak(4096, side)).isPositive();
  }

  @Test
  void thePngOfNoiseIsWithinTheBound() {
    Tensor noise = Pictures.noise(128, 64);
    assertThat(ImageFiles.encodePng(noise).length)
        .isLessThanOrEqualTo((int) new ImageMemory(32, 32, 2).answer(64, 32))
        .isGreaterThan(3 * noise.size() / 3);
  }
}
