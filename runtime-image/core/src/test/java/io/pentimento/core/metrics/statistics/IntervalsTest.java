// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.metrics.statistics.NonInferiority.Verdict;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Intervals of means that are known; docs/method.md, section 7.7. */
class IntervalsTest {
  private static final double[] TEN = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

  @Test
  void equalValuesHaveAnIntervalOfNoWidth() {
    double[] values = new double[20];
    Arrays.fill(values, 2.5);

    Interval interval = PairedBootstrap.DEFAULT.mean(values);

    assertThat(interval.mean()).isEqualTo(2.5);
    assertThat(interval.low()).isCloseTo(2.5, within(1e-12));
    assertThat(interval.high()).isCloseTo(2.5, within(1e-12));
    assertThat(interval.confidence()).isEqualTo(0.95);
  }

  @Test
  void oneValueHasAnIntervalOfNoWidth() {
    assertThat(PairedBootstrap.DEFAULT.mean(new double[] {7}))
        .isEqualTo(new Interval(7, 7, 7, 0.95));
  }

  /** Resampling does not care about position and scale. */
  @ParameterizedTest
  @CsvSource({"100, 1", "0, 3", "-5, 0.25"})
  void shiftAndScaleOfTheValuesAreThoseOfTheInterval(double shift, double scale) {
    Interval plain = PairedBootstrap.DEFAULT.mean(TEN);
    Interval changed =
        PairedBootstrap.DEFAULT.mean(
            Arrays.stream(TEN).map(value -> shift + scale * value).toArray());

    assertThat(changed.mean()).isCloseTo(shift + scale * plain.mean(), within(1e-9));
    assertThat(changed.low()).isCloseTo(shift + scale * plain.low(), within(1e-9));
    assertThat(changed.high()).isCloseTo(shift + scale * plain.high(), within(1e-9));
  }

  @Test
  void moreConfidenceNeedsAWiderInterval() {
    double width = 0;
    for (double confidence : new double[] {0.5, 0.8, 0.95, 0.99}) {
      Interval interval = new PairedBootstrap(2000, confidence, 1).mean(TEN);
      assertThat(interval.high() - interval.low()).isGreaterThan(width);
      assertThat(interval.low()).isLessThan(interval.mean());
      assertThat(interval.high()).isGreaterThan(interval.mean());
      width = interval.high() - interval.low();
    }
  }

  /** The standard error of the mean of n values is σ/√n, here 2.87/√10. */
  @Test
  void theWidthIsThatOfTheStandardError() {
    Interval interval = new PairedBootstrap(4000, 0.6827, 3).mean(TEN);

    assertThat((interval.high() - interval.low()) / 2)
        .isCloseTo(2.8723 / Math.sqrt(10), within(0.06));
  }

  @Test
  void theSeedDecidesTheResamples() {
    assertThat(new PairedBootstrap(50, 0.9, 1).mean(TEN))
        .isEqualTo(new PairedBootstrap(50, 0.9, 1).mean(TEN))
        .isNotEqualTo(new PairedBootstrap(50, 0.9, 2).mean(TEN));
  }

  @Test
  void aDifferenceIsAfterMinusBefore() {
    Interval gain = PairedBootstrap.DEFAULT.difference(new double[] {1, 2}, new double[] {4, 5});

    assertThat(gain.mean()).isEqualTo(3);
    assertThat(gain.excludesZero()).isTrue();
  }

  @Test
  void pairsCancelTheSpreadOfTheirImages() {
    double[] after = Arrays.stream(TEN).map(value -> value + 0.1).toArray();

    assertThat(PairedBootstrap.DEFAULT.difference(TEN, after).low()).isCloseTo(0.1, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.3, true",
    "-0.3, -0.1, true",
    "-0.1, 0.1, false",
    "0, 0.1, false",
    "-1, 0, false"
  })
  void anIntervalIsSignificantIfItExcludesZero(double low, double high, boolean significant) {
    assertThat(new Interval(0, low, high, 0.95).excludesZero()).isEqualTo(significant);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.95", "100, 0", "100, 1", "100, NaN", "-5, 0.5"})
  void impossibleParametersAreRejected(int resamples, double confidence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PairedBootstrap(resamples, confidence, 0))
        .withMessage("cannot bootstrap with %d resamples at confidence %s", resamples, confidence);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
  void valuesThatAreNotFiniteAreRejected(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedBootstrap.DEFAULT.mean(new double[] {1, value}))
        .withMessageContaining("all must be finite");
  }

  @Test
  void noValuesAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedBootstrap.DEFAULT.mean(new double[0]))
        .withMessageContaining("at least one value");
  }

  /** An interval that touches the margin decides nothing. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.1, INCONCLUSIVE",
    "0, 0.001, 0.1, NON_INFERIOR",
    "0, -0.2, 0, INCONCLUSIVE",
    "0, -0.2, -0.001, INFERIOR",
    "0.5, -0.5, 1, INCONCLUSIVE",
    "0.5, -0.499, 1, NON_INFERIOR",
    "0.5, -1, -0.5, INCONCLUSIVE",
    "0.5, -1, -0.501, INFERIOR"
  })
  void theMarginMovesTheDecision(double margin, double low, double high, Verdict verdict) {
    assertThat(new NonInferiority(margin).verdict(new Interval(0, low, high, 0.95)))
        .isEqualTo(verdict);
  }
}
