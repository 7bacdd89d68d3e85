// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.core.random.CounterRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Distances of sets of images: FID and KID. */
class SetMeasurementTest {
  private static final int IMAGES = 60;

  /** Features of standard deviation 1 around {@code centre} in every dimension. */
  private static float[][] features(long seed, int width, double centre) {
    CounterRandom random = new CounterRandom(seed, new byte[0], 0);
    float[][] features = new float[IMAGES][width];
    for (float[] image : features) {
      for (int k = 0; k < width; k++) {
        image[k] = (float) (centre + Math.sqrt(12) * (random.nextDouble() - 0.5));
      }
    }
    return features;
  }

  private static SetMeasurement measured(Metric metric, double base, double adapted) {
    return new SetMeasurement(
        metric, features(1, 4, base), features(1, 4, adapted), features(2, 4, 0));
  }

  /** FID of two Gaussians of equal covariance is the squared distance of their means. */
  @Test
  void aShiftOfAllFeaturesIsTheSquaredDistanceOfTheMeans() {
    float[][] reference = features(2, 4, 0);
    float[][] shifted = new float[IMAGES][4];
    for (int i = 0; i < IMAGES; i++) {
      for (int k = 0; k < 4; k++) {
        shifted[i][k] = reference[i][k] + 3;
      }
    }

    SetMeasurement measured = new SetMeasurement(Metric.FID, shifted, reference, reference);

    assertThat(measured.distance(shifted)).isCloseTo(4 * 9, within(1e-3));
    assertThat(measured.distance(reference)).isCloseTo(0, within(1e-3));
  }

  /** The covariance is singular, and most of its eigenvalues are 0. */
  @Test
  void fewerImagesThanFeaturesAreMeasuredExactly() {
    float[][] reference = features(2, 257, 0);
    float[][] shifted = new float[IMAGES][257];
    for (int i = 0; i < IMAGES; i++) {
      for (int k = 0; k < 257; k++) {
        shifted[i][k] = reference[i][k] + 1;
      }
    }

    assertThat(new SetMeasurement(Metric.FID, shifted, reference, reference).distance(shifted))
        .isCloseTo(257, within(0.01));
  }

  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {"FID", "KID"})
  void aSetThatComesCloserIsAnImprovementWithAnIntervalAboveZero(Metric metric) {
    MetricResult result = measured(metric, 3, 1).result(0.95);

    assertThat(result.adapted()).isLessThan(result.base());
    assertThat(result.improvement()).isPositive();
    assertThat(result.lower()).isPositive().isLessThanOrEqualTo(result.improvement());
    assertThat(result.upper()).isGreaterThan(result.lower());
  }

  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {"FID", "KID"})
  void equalSetsShowNoChange(Metric metric) {
    MetricResult result = measured(metric, 2, 2).result(0.95);

    assertThat(result.improvement()).isZero();
    assertThat(result.lower()).isZero();
    assertThat(result.upper()).isZero();
  }

  @Test
  void aHigherConfidenceGivesAWiderInterval() {
    MetricResult narrow = measured(Metric.KID, 2, 1.5).result(0.5);
    MetricResult wide = measured(Metric.KID, 2, 1.5).result(0.99);

    assertThat(wide.upper() - wide.lower()).isGreaterThan(narrow.upper() - narrow.lower());
  }

  /** Their covariance is singular: there are fewer images than features. */
  @Test
  void wideFeaturesHaveAFidWithoutAnInterval() {
    SetMeasurement wide =
        new SetMeasurement(
            Metric.FID, features(1, 257, 1), features(1, 257, 0.5), features(2, 257, 0));

    assertThat(wide.isResampled()).isFalse();
    MetricResult result = wide.result(0.95);
    assertThat(result.improvement()).isPositive();
    assertThat(result.lower()).isNull();
    assertThat(result.upper()).isNull();
  }

  @Test
  void kidIsResampledAtAnyWidth() {
    SetMeasurement wide =
        new SetMeasurement(
            Metric.KID, features(1, 257, 1), features(1, 257, 0.5), features(2, 257, 0));

    assertThat(wide.isResampled()).isTrue();
  }

  @Test
  void resampledSetsOfTwoModelsConsistOfTheSameImages() {
    SetMeasurement measured = measured(Metric.KID, 2, 2);

    assertThat(measured.resampled(measured.base()))
        .containsExactly(measured.resampled(measured.adapted()));
  }

  @Test
  void anotherSetIsComparedWithTheSameBase() {
    SetMeasurement measured = measured(Metric.FID, 3, 2);

    assertThat(measured.against(features(1, 4, 0)).result(0.95).base())
        .isEqualTo(measured.result(0.95).base());
    assertThat(measured.against(features(1, 4, 0)).result(0.95).improvement())
        .isGreaterThan(measured.result(0.95).improvement());
  }
}
