// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.random.CounterRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FID and KID on sets whose distance is known; docs/method.md, section 7.3. */
class SetDistancesTest {

  /** For covariances that commute: |μ₁−μ₂|² + Σ (σ₁ − σ₂)². */
  @Test
  void theFrechetDistanceOfIndependentFeaturesIsThatOfMeansAndDeviations() {
    GaussianStatistics a = diagonal(new double[] {0, 1, 2}, 1, 4, 9);
    GaussianStatistics b = diagonal(new double[] {1, 1, 0}, 4, 4, 0.25);

    assertThat(Fid.distance(a, b)).isCloseTo(1 + 4 + 1 + 0 + 2.5 * 2.5, within(1e-9));
  }

  @Test
  void theFrechetDistanceIsSymmetricAndZeroForEqualStatistics() {
    GaussianStatistics a = GaussianStatistics.of(normal(30, 1, 0, 1));
    GaussianStatistics b = GaussianStatistics.of(normal(30, 2, 0.5f, 2));

    assertThat(Fid.distance(a, b)).isCloseTo(Fid.distance(b, a), within(1e-9));
    assertThat(Fid.distance(a, a)).isCloseTo(0, within(1e-9));
    assertThat(Fid.distance(a, b)).isPositive();
  }

  /** A rotation of both sets does not change their distance. */
  @Test
  void theFrechetDistanceDoesNotDependOnTheBasis() {
    float[][] x = normal(25, 1, 0, 1);
    float[][] y = normal(25, 2, 1, 3);
    double before = Fid.distance(GaussianStatistics.of(x), GaussianStatistics.of(y));
    double after =
        Fid.distance(GaussianStatistics.of(rotated(x)), GaussianStatistics.of(rotated(y)));

    assertThat(after).isCloseTo(before, within(1e-4));
  }

  @Test
  void vectorsOfDifferentLengthCannotBeCompared() {
    GaussianStatistics two = diagonal(new double[2], 1, 1);
    GaussianStatistics three = diagonal(new double[3], 1, 1, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fid.distance(two, three))
        .withMessage("feature vectors of 2 and 3 values cannot be compared");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kid.distance(new float[2][3], new float[2][2]))
        .withMessage("feature vectors of 3 and 2 values cannot be compared");
  }

  @Test
  void theCovarianceIsUnbiased() {
    GaussianStatistics s = GaussianStatistics.of(new double[][] {{1, 10}, {2, 30}, {3, 20}});

    assertThat(s.mean()).containsExactly(new double[] {2, 20}, within(1e-12));
    assertThat(s.covariance()[0]).containsExactly(new double[] {1, 5}, within(1e-12));
    assertThat(s.covariance()[1]).containsExactly(new double[] {5, 100}, within(1e-12));
  }

  @Test
  void theCovarianceIsExactlySymmetric() {
    double[][] covariance = GaussianStatistics.of(normal(40, 3, 0.3f, 1)).covariance();

    for (int i = 0; i < covariance.length; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(covariance[i][j]).isEqualTo(covariance[j][i]);
      }
    }
  }

  @Test
  void oneVectorHasNoCovariance() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianStatistics.of(new double[1][4]))
        .withMessage("a covariance needs at least two feature vectors, not 1");
  }

  /** All vectors of a set equal: k(x,x) + k(y,y) − 2k(x,y), with k = (x·y/d + 1)³. */
  @ParameterizedTest
  @CsvSource({"1, 1, 0", "0, 1, 7", "2, 0, 124", "1, -1, 16", "1, 2, 79"})
  void theKernelDistanceOfTwoPointsFollowsFromTheKernel(float x, float y, double expected) {
    assertThat(Kid.distance(points(x), points(y))).isCloseTo(expected, within(1e-9));
  }

  @Test
  void theKernelDistanceDoesNotDependOnTheOrder() {
    float[][] x = normal(8, 1, 0, 1);
    float[][] y = normal(9, 2, 1, 1);
    float[][] reversed = new float[8][];
    for (int i = 0; i < 8; i++) {
      reversed[i] = x[7 - i];
    }

    assertThat(Kid.distance(reversed, y)).isCloseTo(Kid.distance(x, y), within(1e-9));
    assertThat(Kid.distance(y, x)).isCloseTo(Kid.distance(x, y), within(1e-9));
  }

  /** Unbiased: the mean over many pairs of sets of one distribution is zero, and some are below. */
  @Test
  void theKernelDistanceCanBeNegative() {
    int negative = 0;
    double sum = 0;
    for (int seed = 0; seed < 60; seed++) {
      double distance =
          Kid.distance(normal(6, 2 * seed, 0, 0.3f), normal(6, 2 * seed + 1, 0, 0.3f));
      negative += distance < 0 ? 1 : 0;
      sum += distance / 60;
    }

    assertThat(negative).isBetween(15, 50);
    assertThat(sum).isCloseTo(0, within(0.05));
  }

  @Test
  void subsetsOfTheSizeOfTheSetsHaveNoDeviation() {
    float[][] x = normal(6, 1, 0, 1);
    float[][] y = normal(6, 2, 1, 1);
    Kid.Estimate estimate = Kid.subsets(x, y, 4, 6, 9);

    assertThat(estimate.mean()).isCloseTo(Kid.distance(x, y), within(1e-9));
    assertThat(estimate.deviation()).isCloseTo(0, within(1e-4));
  }

  @Test
  void theDeviationIsThatOfTheSubsets() {
    float[][] x = normal(12, 1, 0, 1);
    Kid.Estimate one = Kid.subsets(x, normal(12, 2, 1, 1), 1, 4, 9);
    Kid.Estimate many = Kid.subsets(x, normal(12, 2, 1, 1), 20, 4, 9);

    assertThat(one.deviation()).isZero();
    assertThat(many.deviation()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "3, 1", "3, 7"})
  void impossibleSubsetsAreRejected(int subsets, int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kid.subsets(new float[6][2], new float[8][2], subsets, size, 0))
        .withMessage("cannot draw %d subsets of %d from 6 and 8 images", subsets, size);
  }

  @Test
  void setsOfOneImageAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kid.distance(new float[1][2], new float[5][2]))
        .withMessage("a kernel distance needs at least two images in each set, not 1 and 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kid.distance(new float[5][2], new float[1][2]));
  }

  private static float[][] points(float value) {
    return new float[][] {{value, value}, {value, value}, {value, value}};
  }

  private static GaussianStatistics diagonal(double[] mean, double... variances) {
    double[][] covariance = new double[mean.length][mean.length];
    for (int i = 0; i < mean.length; i++) {
      covariance[i][i] = variances[i];
    }
    return new GaussianStatistics(mean, covariance);
  }

  private static float[][] normal(int n, int seed, float mean, float deviation) {
    CounterRandom random = new CounterRandom(seed, new byte[0], 0);
    float[][] rows = new float[n][3];
    for (float[] row : rows) {
      for (int i = 0; i < 3; i++) {
        row[i] = mean + deviation * (i + 1) * (float) random.nextGaussian();
      }
    }
    return rows;
  }

  /** By 30 degrees in the plane of the first two features. */
  private static float[][] rotated(float[][] rows) {
    float[][] turned = new float[rows.length][];
    float cos = (float) Math.cos(Math.PI / 6);
    float sin = (float) Math.sin(Math.PI / 6);
    for (int n = 0; n < rows.length; n++) {
      float[] r = rows[n];
      turned[n] = new float[] {cos * r[0] - sin * r[1], sin * r[0] + cos * r[1], r[2]};
    }
    return turned;
  }
}
