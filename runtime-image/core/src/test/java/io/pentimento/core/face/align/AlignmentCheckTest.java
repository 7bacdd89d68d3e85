// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Landmarks;
import io.pentimento.core.face.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlignmentCheckTest {
  @ParameterizedTest
  @EnumSource(LandmarkScheme.class)
  void theTemplateIsAlignedAtAnySize(LandmarkScheme scheme) {
    assertThat(AlignmentCheck.eyeDeviation(scheme.template(300), 300, 300))
        .isCloseTo(0, within(1e-9));
    assertThat(AlignmentCheck.isAligned(scheme.template(64), 64, 64)).isTrue();
  }

  @Test
  void theDeviationIsAShareOfTheSide() {
    Landmarks lower =
        LandmarkScheme.FIVE_POINTS.template(200).map(point -> point.plus(new Point(0, 20)));
    assertThat(AlignmentCheck.eyeDeviation(lower, 200, 200)).isCloseTo(0.1, within(1e-9));
    assertThat(AlignmentCheck.isAligned(lower, 200, 200)).isFalse();
  }
}
