// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Face;
import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTest {
  private static Face face(double left, double top, double size, double score) {
    return new Face(
        new Box(left, top, left + size, top + size),
        LandmarkScheme.EYES_AND_MOUTH.template(100),
        new Point(50, 60),
        score);
  }

  @Test
  void theBestOfOverlappingCandidatesIsKept() {
    Face best = face(0, 0, 100, 0.9);
    assertThat(NonMaximumSuppression.apply(List.of(face(10, 5, 100, 0.8), best)))
        .containsExactly(best);
  }

  @Test
  void aCandidateWithinAnotherIsTheSameFace() {
    Face whole = face(0, 0, 100, 0.9);
    assertThat(NonMaximumSuppression.apply(List.of(whole, face(30, 30, 35, 0.8))))
        .containsExactly(whole);
  }

  @Test
  void neighboursAreDifferentFaces() {
    assertThat(NonMaximumSuppression.apply(List.of(face(0, 0, 100, 0.9), face(80, 0, 100, 0.8))))
        .hasSize(2);
    assertThat(NonMaximumSuppression.apply(List.of())).isEmpty();
  }
}
