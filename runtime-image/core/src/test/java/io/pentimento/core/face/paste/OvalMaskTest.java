// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Point;
import org.junit.jupiter.api.Test;

class OvalMaskTest {
  private final PasteMask mask = PasteMask.oval();

  @Test
  void itCoversAllLandmarks() {
    for (Point point : LandmarkScheme.FIVE_POINTS.template(512).points()) {
      assertThat(mask.at(point.x() / 512, point.y() / 512)).isEqualTo(1);
    }
  }

  @Test
  void itEndsWithinTheCrop() {
    for (double t = -0.5; t <= 1.5; t += 0.01) {
      assertThat(mask.at(t, 0) + mask.at(t, 1) + mask.at(0, t) + mask.at(1, t)).isZero();
    }
  }

  @Test
  void itFallsWithoutAStep() {
    double before = mask.at(0.5, 0.54);
    for (double x = 0.5; x < 1; x += 0.001) {
      double now = mask.at(x, 0.54);
      assertThat(now).isLessThanOrEqualTo(before);
      assertThat(before - now).isLessThan(0.02);
      before = now;
    }
  }
}
