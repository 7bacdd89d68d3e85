// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Landmarks;
import io.pentimento.core.face.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimilarityFitTest {
  private static final Similarity TURNED =
      new Similarity(0.4 * Math.cos(0.5), 0.4 * Math.sin(0.5), 31, -7);

  @ParameterizedTest
  @EnumSource(LandmarkScheme.class)
  void aTransformIsRecoveredFromItsPoints(LandmarkScheme scheme) {
    Landmarks template = scheme.template(512);

    Similarity fit = SimilarityFit.of(template.points(), template.map(TURNED::apply).points());

    assertThat(fit.scale()).isCloseTo(0.4, within(1e-9));
    assertThat(fit.rotation()).isCloseTo(0.5, within(1e-9));
    assertThat(fit.tx()).isCloseTo(31, within(1e-9));
    assertThat(fit.ty()).isCloseTo(-7, within(1e-9));
  }

  @Test
  void noOtherSimilarityHasSmallerSquaredErrors() {
    List<Point> from = LandmarkScheme.FIVE_POINTS.template(100).points();
    List<Point> to =
        List.of(
            new Point(41, 50),
            new Point(59, 47),
            new Point(52, 63),
            new Point(40, 70),
            new Point(61, 75));

    Similarity fit = SimilarityFit.of(from, to);

    double least = squaredError(fit, from, to);
    for (double step : new double[] {-1e-3, 1e-3}) {
      assertThat(squaredError(changed(fit, step, 0, 0, 0), from, to)).isGreaterThan(least);
      assertThat(squaredError(changed(fit, 0, step, 0, 0), from, to)).isGreaterThan(least);
      assertThat(squaredError(changed(fit, 0, 0, step, 0), from, to)).isGreaterThan(least);
      assertThat(squaredError(changed(fit, 0, 0, 0, step), from, to)).isGreaterThan(least);
    }
  }

  private static Similarity changed(Similarity s, double a, double b, double tx, double ty) {
    return new Similarity(s.a() + a, s.b() + b, s.tx() + tx, s.ty() + ty);
  }

  private static double squaredError(Similarity s, List<Point> from, List<Point> to) {
    double sum = 0;
    for (int i = 0; i < from.size(); i++) {
      sum += Math.pow(s.apply(from.get(i)).distance(to.get(i)), 2);
    }
    return sum;
  }

  @Test
  void theInverseUndoesTheTransform() {
    Point p = new Point(12, 34);
    assertThat(TURNED.inverse().apply(TURNED.apply(p)).distance(p)).isLessThan(1e-9);
    assertThat(TURNED.then(TURNED.inverse()).apply(p).distance(p)).isLessThan(1e-9);
  }

  @Test
  void coincidingPointsAreRejected() {
    List<Point> same = List.of(new Point(1, 1), new Point(1, 1));
    assertThatThrownBy(() -> SimilarityFit.of(same, same)).hasMessageContaining("positive, finite");
    assertThatThrownBy(() -> SimilarityFit.of(same, List.of(new Point(1, 1))))
        .hasMessageContaining("two or more pairs");
  }
}
