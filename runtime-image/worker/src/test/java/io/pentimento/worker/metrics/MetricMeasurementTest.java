// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.core.random.CounterRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Improvements of single images, and their confidence intervals against closed forms. */
class MetricMeasurementTest {
  private static final int IMAGES = 400;

  private static double[] constant(double value) {
    double[] values = new double[IMAGES];
    Arrays.fill(values, value);
    return values;
  }

  private static MetricMeasurement of(Metric metric, double[] base, double[] adapted) {
    return new MetricMeasurement(metric, base, adapted, base);
  }

  @ParameterizedTest
  @CsvSource({
    "PSNR, 20, 22, 0.1",
    "PSNR, 20, 18, -0.1",
    "LPIPS, 0.4, 0.3, 0.25",
    "LPIPS, 0.4, 0.5, -0.25",
    "NIQE, 8, 4, 0.5",
    "FACES_DETECTED, 0.5, 0.75, 0.25",
    "QUALITY, -2, -1, 0.5",
  })
  void anImprovementIsPositiveIfTheMetricBecomesBetter(
      Metric metric, double before, double after, double improvement) {
    MetricResult result = of(metric, constant(before), constant(after)).result(0.95);

    assertThat(result.base()).isCloseTo(before, within(1e-12));
    assertThat(result.adapted()).isCloseTo(after, within(1e-12));
    assertThat(result.improvement()).isCloseTo(improvement, within(1e-9));
    assertThat(result.lower()).as("equal differences").isCloseTo(improvement, within(1e-9));
    assertThat(result.upper()).isCloseTo(improvement, within(1e-9));
  }

  /** The mean of n values with deviation s has the normal interval ±1.96 s/√n. */
  @ParameterizedTest
  @CsvSource({"0.95, 1.960", "0.90, 1.645", "0.80, 1.282"})
  void theIntervalApproachesThatOfTheNormalDistribution(double confidence, double quantile) {
    CounterRandom random = new CounterRandom(5, new byte[0], 0);
    double[] base = constant(20);
    double[] adapted = new double[IMAGES];
    Arrays.setAll(adapted, i -> 21 + 2 * (random.nextDouble() - 0.5));
    double mean = Arrays.stream(adapted).average().orElseThrow();
    double variance = Arrays.stream(adapted).map(a -> (a - mean) * (a - mean)).sum() / IMAGES;
    double half = quantile * Math.sqrt(variance / IMAGES) / 20;

    MetricResult result = of(Metric.PSNR, base, adapted).result(confidence);

    assertThat(result.improvement()).isCloseTo((mean - 20) / 20, within(1e-9));
    assertThat(result.upper() - result.improvement()).isCloseTo(half, within(0.1 * half));
    assertThat(result.improvement() - result.lower()).isCloseTo(half, within(0.1 * half));
  }

  /** A common spread of both models cancels, because the images are paired. */
  @Test
  void theIntervalIsThatOfPairsAndNotOfTwoSamples() {
    double[] base = new double[IMAGES];
    double[] adapted = new double[IMAGES];
    Arrays.setAll(base, i -> 10 + i % 20);
    Arrays.setAll(adapted, i -> base[i] + 1);

    MetricResult result = of(Metric.PSNR, base, adapted).result(0.95);

    assertThat(result.upper() - result.lower()).isCloseTo(0, within(1e-9));
  }

  @Test
  void equalMeasurementsHaveEqualIntervals() {
    double[] adapted = new double[IMAGES];
    Arrays.setAll(adapted, i -> 20 + i % 3);

    assertThat(of(Metric.PSNR, constant(20), adapted).result(0.95))
        .isEqualTo(of(Metric.PSNR, constant(20), adapted).result(0.95));
  }

  @Test
  void aBaseOfZeroGivesAFiniteResultForSharesOfImages() {
    MetricResult result = of(Metric.FACES_DETECTED, constant(0), constant(0.5)).result(0.95);

    assertThat(result.improvement()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void improvementsOfImagesAreRelativeToTheMeanOfTheBase() {
    MetricMeasurement measured =
        new MetricMeasurement(
            Metric.LPIPS, new double[] {0.2, 0.6}, new double[] {0.1, 0.8}, new double[] {1, 1});

    assertThat(measured.improvements()).containsExactly(new double[] {0.25, -0.5}, within(1e-12));
  }

  @Test
  void aSubsetOfTheImagesCanBeMeasured() {
    MetricMeasurement all =
        new MetricMeasurement(
            Metric.PSNR,
            new double[] {10, 20, 30},
            new double[] {11, 22, 33},
            new double[] {1, 2, 3});

    MetricMeasurement two = all.only(new int[] {2, 0});

    assertThat(two.base()).containsExactly(30, 10);
    assertThat(two.adapted()).containsExactly(33, 11);
    assertThat(two.input()).containsExactly(3, 1);
  }

  @Test
  void otherImagesAreComparedWithTheSameBase() {
    MetricMeasurement measured =
        of(Metric.PSNR, new double[] {20, 20}, new double[] {22, 22})
            .against(new double[] {25, 25});

    assertThat(measured.result(0.95).adapted()).isEqualTo(25);
    assertThat(measured.result(0.95).improvement()).isCloseTo(0.25, within(1e-9));
  }
}
