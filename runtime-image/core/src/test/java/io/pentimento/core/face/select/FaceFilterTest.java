// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Face;
import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Landmarks;
import io.pentimento.core.face.Point;
import io.pentimento.core.face.align.Similarity;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceFilterTest {
  private static final FaceFilter FILTER = new FaceFilter(50, 2, 0.9, 45, 0.5);

  private static Face face(double left, double top, double size, double degrees) {
    double angle = Math.toRadians(degrees);
    Similarity turned = new Similarity(Math.cos(angle), Math.sin(angle), left, top);
    Landmarks landmarks = LandmarkScheme.EYES_AND_MOUTH.template(100).map(turned::apply);
    return new Face(
        new Box(left, top, left + size, top + size), landmarks, new Point(left, top), 0.9);
  }

  @Test
  void everyFaceThatIsLeftOutHasAReason() {
    Face large = face(100, 100, 200, 0);
    Face middle = face(400, 100, 150, 30);
    Face third = face(600, 100, 120, 0);
    Face small = face(700, 300, 49, 0);
    Face cut = face(-40, 300, 130, 0);
    Face turned = face(300, 350, 140, -60);

    Selection selection =
        FILTER.select(List.of(small, third, cut, middle, turned, large), 1000, 600);

    assertThat(selection.faces()).containsExactly(large, middle);
    assertThat(selection.leftOut())
        .containsExactlyInAnyOrder(
            new LeftOut(third, LeftOutReason.NOT_AMONG_LARGEST),
            new LeftOut(small, LeftOutReason.TOO_SMALL),
            new LeftOut(cut, LeftOutReason.CUT_BY_BORDER),
            new LeftOut(turned, LeftOutReason.TOO_ROTATED));
  }

  @Test
  void aProfileIsLeftOut() {
    Landmarks profile =
        new Landmarks(
            LandmarkScheme.EYES_AND_MOUTH,
            List.of(new Point(240, 147), new Point(245, 147), new Point(240, 178)));
    Face face = new Face(new Box(186, 120, 257, 191), profile, new Point(235, 160), 0.9);

    assertThat(FILTER.select(List.of(face), 1000, 600).leftOut())
        .containsExactly(new LeftOut(face, LeftOutReason.TURNED_AWAY));
  }

  @Test
  void invalidLimitsAreRejected() {
    assertThatThrownBy(() -> FILTER.withMinSize(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> FILTER.withMaxFaces(0)).hasMessageContaining("at least 1");
  }
}
