// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.worker.report.Histogram.Bar;
import io.pentimento.worker.report.MetricRow.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The plot of the changes of single images. */
class HistogramTest {
  private static Histogram of(Metric metric, double base, double... adapted) {
    double[] before = new double[adapted.length];
    Arrays.fill(before, base);
    List<String> images = IntStream.range(0, adapted.length).mapToObj(i -> i + ".png").toList();
    MetricResult result = new MetricResult(metric, base, base, 0.0, 0.0, 0.0, null, null);
    MetricRow row =
        new MetricRow(
            result,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            new Samples(images, before, before, adapted));
    return Histogram.of(List.of(row)).get(0);
  }

  @Test
  void theReachIsTheLargestChangeInUnitsOfTheBase() {
    Histogram histogram = of(Metric.PSNR, 20, 21, 24, 18);

    assertThat(histogram.reach()).isCloseTo(0.2, within(1e-9));
    assertThat(histogram.images()).isEqualTo(3);
    assertThat(histogram.worse()).isEqualTo(1);
  }

  @Test
  void anIncreaseIsWorseIfLowerIsBetter() {
    assertThat(of(Metric.NIQE, 5, 6, 7, 4).worse()).isEqualTo(2);
  }

  @Test
  void unchangedImagesStandInTheMiddle() {
    Histogram histogram = of(Metric.PSNR, 20, 20, 20);

    assertThat(histogram.reach()).isZero();
    assertThat(histogram.worse()).isZero();
    assertThat(histogram.bars()).singleElement().extracting(Bar::tone).isEqualTo("same");
  }

  @Test
  void regressionsStandLeftAndImprovementsRight() {
    List<Bar> bars = of(Metric.PSNR, 20, 18, 22).bars();

    assertThat(bars).extracting(Bar::tone).containsExactly("worse", "better");
    assertThat(bars.get(0).x()).isLessThan(Histogram.MIDDLE);
    assertThat(bars.get(1).x()).isGreaterThan(Histogram.MIDDLE);
  }

  @Test
  void theOutermostBarsLieWithinThePlot() {
    for (Bar bar : of(Metric.PSNR, 20, 18, 22, 21, 19, 20).bars()) {
      assertThat(bar.x()).isBetween(0, Histogram.WIDTH - Histogram.BAR_WIDTH);
      assertThat(Double.parseDouble(bar.y())).isBetween(0.0, (double) Histogram.HEIGHT);
      assertThat(Double.parseDouble(bar.y()) + Double.parseDouble(bar.height()))
          .isCloseTo(Histogram.HEIGHT, within(0.11));
    }
  }

  @Test
  void theFullestBinHasTheFullHeight() {
    List<Bar> bars = of(Metric.PSNR, 20, 22, 22, 22, 18).bars();

    assertThat(bars).extracting(Bar::height).containsExactly("30.0", "90.0");
  }

  @Test
  void aSingleImageHasNoHistogram() {
    MetricResult result = new MetricResult(Metric.PSNR, 1.0, 1.0, 0.0, 0.0, 0.0, null, null);
    Samples one = new Samples(List.of("a"), new double[1], new double[1], new double[1]);

    assertThat(
            Histogram.of(
                List.of(
                    new MetricRow(
                        result, null, null, null, null, null, null, List.of(), List.of(), one))))
        .isEmpty();
  }

  @Test
  void aBaseOfZeroGivesAFinitePlot() {
    Histogram histogram = of(Metric.FACES_DETECTED, 0, 0, 1);

    assertThat(histogram.reach()).isEqualTo(1);
  }
}
