// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of a canary. */
class CanarySpecTest {
  private static CanarySpec spec(Integer replicas, int... weights) {
    return new CanarySpec(
        new RouteReference("restore"),
        Arrays.stream(weights).mapToObj(weight -> new CanaryStep(weight, "10m")).toList(),
        replicas,
        null,
        null);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # servers with the serving model, largest weight -> servers with the new one
          1,   0,   1
          1,   1,   1
          1,   100, 1
          2,   50,  1
          2,   51,  2
          3,   33,  1
          3,   34,  2
          10,  10,  1
          10,  11,  2
          10,  100, 10
          100, 1,   1
          0,   50,  1
          """)
  void thereAreEnoughServersForTheLargestWeight(int serving, int weight, int servers) {
    assertThat(spec(null, 0, weight, 0).servers(serving)).isEqualTo(servers);
  }

  @Test
  void aGivenNumberOfServersIsUsed() {
    assertThat(spec(3, 10).servers(100)).isEqualTo(3);
    assertThat(spec(3, 100).servers(1)).isEqualTo(3);
  }

  @Test
  void aCanaryWithoutStepsHasOneServer() {
    assertThat(new CanarySpec(null, null, null, null, null).servers(4)).isEqualTo(1);
  }

  @Test
  void aTenthOfTheRequestsIsSampled() {
    assertThat(spec(null, 10).sampleFraction()).isEqualTo(0.1);
  }

  @Test
  void theStepsCannotBeChangedLater() {
    List<CanaryStep> steps = new ArrayList<>(List.of(new CanaryStep(10, "1m")));
    CanarySpec spec = new CanarySpec(new RouteReference("r"), steps, null, null, null);

    steps.clear();

    assertThat(spec.steps()).hasSize(1);
    assertThatThrownBy(() -> spec.steps().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void thresholdsHaveDefaults() {
    assertThat(spec(null, 10).thresholds())
        .isEqualTo(new CanaryThresholds(20, 0.01, 1.5, 0.2, 0.1, 0.1));
  }

  @Test
  void givenThresholdsAreKept() {
    assertThat(new CanaryThresholds(5, 0.5, 2.0, 0.3, 0.4, 0.6))
        .extracting(
            CanaryThresholds::minSamples,
            CanaryThresholds::maxErrorRateIncrease,
            CanaryThresholds::maxLatencyRatio,
            CanaryThresholds::maxFidelityRegression,
            CanaryThresholds::maxQualityRegression,
            CanaryThresholds::maxDifference)
        .containsExactly(5, 0.5, 2.0, 0.3, 0.4, 0.6);
  }
}
