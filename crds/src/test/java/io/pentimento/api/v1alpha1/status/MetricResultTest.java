// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.evaluation.GateBaseline;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import org.junit.jupiter.api.Test;

class MetricResultTest {
  private static final MetricResult NIQE =
      new MetricResult(Metric.NIQE, 5.1234567, 4.5, 0.1219512, 0.1, 0.15, 0.02, null);

  @Test
  void theNameIsThatOfTheMetric() {
    assertThat(NIQE.displayName()).isEqualTo("NIQE");
  }

  @Test
  void theNameContainsTheFolderAndTheComparedModel() {
    assertThat(NIQE.inSlice("night").againstServing().displayName())
        .isEqualTo("NIQE in night vs. serving");
  }

  @Test
  void aQualityNetworkIsNamedWithoutItsDigest() {
    assertThat(of(Metric.QUALITY, "MUSIQ, sha256:0123").displayName()).isEqualTo("MUSIQ");
  }

  @Test
  void thePerceptualDistanceOfAnotherNetworkIsNotNamedLpips() {
    assertThat(of(Metric.LPIPS, "own network, sha256:0123").displayName())
        .isEqualTo("LPIPS (own network)");
    assertThat(of(Metric.LPIPS, "VGG16 v0.1").displayName()).isEqualTo("LPIPS");
  }

  @Test
  void numbersAreRoundedToSignificantDigits() {
    MetricResult rounded = NIQE.rounded(3);

    assertThat(rounded.base()).isEqualTo(5.12);
    assertThat(rounded.improvement()).isEqualTo(0.122);
    assertThat(rounded.required()).as("stated by the manifest").isEqualTo(0.02);
  }

  @Test
  void missingAndInfiniteNumbersStayAsTheyAre() {
    MetricResult row =
        new MetricResult(
            Metric.PSNR, Double.POSITIVE_INFINITY, null, Double.NaN, null, null, null, null);

    assertThat(row.rounded(2)).isEqualTo(row);
  }

  @Test
  void aDecisionKeepsTheMeasurement() {
    MetricResult decided = NIQE.inSlice("night").withDecision(0.5, GateDecision.FAILED);

    assertThat(decided.required()).isEqualTo(0.5);
    assertThat(decided.decision()).isEqualTo(GateDecision.FAILED);
    assertThat(decided.slice()).isEqualTo("night");
    assertThat(decided.base()).isEqualTo(NIQE.base());
  }

  @Test
  void onlyARowAgainstTheServingModelHasTheFieldAgainst() {
    assertThat(NIQE.isAgainstServing()).isFalse();
    assertThat(NIQE.againstServing().against()).isEqualTo(GateBaseline.SERVING);
  }

  private static MetricResult of(Metric metric, String network) {
    return new MetricResult(metric, 1.0, 1.0, 0.0, null, null, null, null).withExtractor(network);
  }
}
