// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetMetricsTest {
  private static final FeatureExtractor MEANS =
      new FeatureExtractor() {
        @Override
        public String name() {
          return "means";
        }

        @Override
        public float[] features(Tensor image) {
          return Arrays.copyOf(image.data(), 3);
        }
      };

  @Test
  void theFrechetDistanceMatchesForSingularCovariances() throws IOException {
    for (ReferenceCase reference : ReferenceDirectory.configured().cases(ReferenceKind.METRICS)) {
      for (JsonNode row : reference.json().path("fid").path("rows")) {
        String name = "fid" + row.path("case").asInt();
        double distance =
            Fid.distance(
                GaussianStatistics.of(rows(reference.tensor(name + "_f1"))),
                GaussianStatistics.of(rows(reference.tensor(name + "_f2"))));
        double expected = row.path("fid_by_eigenvalues").asDouble();
        assertThat(distance).isCloseTo(expected, within(1e-5 * expected));
      }
    }
  }

  @Test
  void theOneDimensionalFrechetDistanceMatchesItsClosedForm() {
    GaussianStatistics a = new GaussianStatistics(new double[] {1}, new double[][] {{4}});
    GaussianStatistics b = new GaussianStatistics(new double[] {3}, new double[][] {{9}});
    assertThat(Fid.distance(a, b)).isCloseTo(5, within(1e-12));
    assertThat(Fid.distance(a, a)).isCloseTo(0, within(1e-12));
  }

  @Test
  void theKernelDistanceOfTwoPairsMatchesAManualComputation() {
    float[][] x = {{1}, {2}};
    float[][] y = {{0}, {1}};
    // k(1,2) = 27, k(0,1) = 1; between: k(1,0) = 1, k(1,1) = 8, k(2,0) = 1, k(2,1) = 27.
    assertThat(Kid.distance(x, y)).isCloseTo(27 + 1 - 2 * 37 / 4.0, within(1e-12));
  }

  @Test
  void theKernelDistanceIsUnbiasedAndGrowsWithAShift() {
    CounterRandom random = new CounterRandom(2, new byte[0], 0);
    double same = 0;
    double shifted = 0;
    for (int i = 0; i < 40; i++) {
      float[][] x = normal(20, random, 0);
      same += Kid.distance(x, normal(20, random, 0)) / 40;
      shifted += Kid.distance(x, normal(20, random, 1)) / 40;
    }
    assertThat(same).isCloseTo(0, within(0.2));
    assertThat(shifted).isGreaterThan(1);
  }

  @Test
  void subsetsAreSeededAndTheWholeSetGivesItsDistance() {
    CounterRandom random = new CounterRandom(3, new byte[0], 0);
    float[][] x = normal(12, random, 0);
    float[][] y = normal(12, random, 1);
    Kid.Estimate half = Kid.subsets(x, y, 10, 6, 1);
    assertThat(Kid.subsets(x, y, 10, 6, 1)).isEqualTo(half);
    assertThat(Kid.subsets(x, y, 10, 6, 2)).isNotEqualTo(half);
    assertThat(Kid.subsets(x, y, 3, 12, 1).mean()).isCloseTo(Kid.distance(x, y), within(1e-9));
    assertThatThrownBy(() -> Kid.subsets(x, y, 3, 13, 1)).hasMessageContaining("13");
  }

  @Test
  void setMetricsContainTheNameOfTheirFeatures() {
    List<Tensor> images = List.of(colour(0.1f), colour(0.4f), colour(0.6f));
    assertThat(new Fid(MEANS).info().name()).isEqualTo("fid-means");
    assertThat(new Fid(MEANS).value(images, images)).isCloseTo(0, within(1e-9));
    assertThat(new Kid(MEANS).info().direction()).isEqualTo(Direction.LOWER_IS_BETTER);
    assertThatThrownBy(() -> new Fid(MEANS).value(images.subList(0, 1), images))
        .hasMessageContaining("at least two");
  }

  private static Tensor colour(float value) {
    return Tensor.of(new float[] {value, value * value, 1 - value * value * value}, 1, 3, 1, 1);
  }

  private static float[][] normal(int n, CounterRandom random, float shift) {
    float[][] rows = new float[n][4];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = shift + (float) random.nextGaussian();
      }
    }
    return rows;
  }

  private static float[][] rows(Tensor matrix) {
    float[][] rows = new float[(int) matrix.dim(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix.item(i).data();
    }
    return rows;
  }
}
