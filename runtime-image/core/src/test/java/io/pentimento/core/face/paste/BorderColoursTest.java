// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.face.ProceduralBackground;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BorderColoursTest {
  private static final int SIZE = 64;
  private final Tensor crop = compressed(ProceduralBackground.of(new Random(2), SIZE, SIZE, 0));

  /** Values from 0.3 to 0.7, so that no shift clips. */
  private static Tensor compressed(Tensor image) {
    float[] out = new float[image.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = 0.3f + 0.4f * image.data()[i];
    }
    return Tensor.of(out, image.shape());
  }

  /** Warmer to the right and darker at the bottom, as by a restorer with another white balance. */
  private static Tensor tinted(Tensor image, float[] shift) {
    float[] out = image.data().clone();
    for (int i = 0; i < out.length; i++) {
      int x = i % SIZE;
      int y = i / SIZE % SIZE;
      out[i] += shift[i / (SIZE * SIZE)] + 0.05f * x / SIZE - 0.04f * y / SIZE;
    }
    return Tensor.of(out, image.shape());
  }

  @Test
  void aTintThatChangesEvenlyIsRemoved() {
    Tensor restored = tinted(crop, new float[] {0.1f, -0.05f, 0.02f});
    assertThat(BorderColours.matched(crop, restored, PasteMask.oval()).data())
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(crop.data());
  }

  @Test
  void aLargerRestorationIsMatchedToo() {
    Tensor restored = Resize.cubic(tinted(crop, new float[] {0.1f, 0.1f, 0.1f}), 128, 128);
    Tensor matched = BorderColours.matched(crop, restored, PasteMask.oval());
    Tensor seen = Resize.area(matched, SIZE, SIZE);
    double sum = 0;
    for (int i = 0; i < seen.size(); i++) {
      sum += seen.data()[i] - crop.data()[i];
    }
    assertThat(Math.abs(sum / seen.size())).isLessThan(2e-3);
  }

  @Test
  void changesInTheMiddleAreKept() {
    Tensor restored = Tensor.of(crop.data().clone(), crop.shape());
    int middle = SIZE / 2 * SIZE + SIZE / 2;
    restored.data()[middle] = 1;
    Tensor matched = BorderColours.matched(crop, restored, PasteMask.oval());
    assertThat(matched.data()[middle]).isEqualTo(1);
  }

  @Test
  void aMaskWithoutASoftBorderShiftsNothing() {
    Tensor restored = tinted(crop, new float[] {0.1f, 0.1f, 0.1f});
    assertThat(BorderColours.matched(crop, restored, (x, y) -> 1).data())
        .containsExactly(restored.data());
  }
}
