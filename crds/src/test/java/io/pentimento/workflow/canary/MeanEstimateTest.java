// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals of the mean of a sample. */
class MeanEstimateTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # count, mean, variance, standard errors -> lower, upper
          4,   10, 4, 1,    9,    11
          4,   10, 4, 3,    7,    13
          100, 10, 4, 3,    9.4,  10.6
          100, -1, 4, 1.96, -1.392, -0.608
          1,   10, 0, 3,    10,   10
          9,   10, 4, 0,    10,   10
          """)
  void anIntervalIsSoManyStandardErrorsWide(
      long count, double mean, double variance, double errors, double lower, double upper) {
    MeanEstimate estimate = new MeanEstimate(count, mean, variance);

    assertThat(estimate.lower(errors)).isEqualTo(lower, within(1e-12));
    assertThat(estimate.upper(errors)).isEqualTo(upper, within(1e-12));
  }

  @Test
  void anEmptySampleSaysNothing() {
    assertThat(MeanEstimate.NONE.lower(3)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(MeanEstimate.NONE.upper(3)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void moreSamplesMakeTheIntervalNarrower() {
    double last = Double.POSITIVE_INFINITY;
    for (long count = 1; count < 1_000_000; count *= 10) {
      MeanEstimate estimate = new MeanEstimate(count, 0, 1);
      double width = estimate.upper(2) - estimate.lower(2);

      assertThat(width).isLessThan(last);
      last = width;
    }
  }
}
