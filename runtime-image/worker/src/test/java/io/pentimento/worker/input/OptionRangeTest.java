// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Numbers and durations of options. */
class OptionRangeTest {
  @Test
  void theSmallestValueIsAllowed() {
    assertThatCode(() -> OptionRange.requireAtLeast("--batch", 1, 1)).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionRange.requireAtLeast("--batch", 0, 1))
        .withMessage("--batch must be at least 1, not 0");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 65_535})
  void bothEndsOfARangeAreAllowed(long value) {
    assertThatCode(() -> OptionRange.requireWithin("--port", value, 0, 65_535))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 65_536})
  void valuesOutsideOfARangeAreReported(long value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionRange.requireWithin("--port", value, 0, 65_535))
        .withMessage("--port must be from 0 to 65535, not %d", value);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aPositiveNumberIsFiniteAndAboveZero(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionRange.requirePositive("--gan-weight", value))
        .withMessage("--gan-weight must be greater than 0, not %s", value);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void aNumberThatMayBeZeroIsNotNegative(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionRange.requireNotNegative("--learning-rate", value));
    assertThatCode(() -> OptionRange.requireNotNegative("--learning-rate", 0))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void aShareIsAtLeast0AndBelow1(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionRange.requireShare("--ema", value))
        .withMessage("--ema must be at least 0 and below 1, not %s", value);
    assertThatCode(() -> OptionRange.requireShare("--ema", 0)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-6, -6", "5, 5", "6.5, 6.5"})
  void aMultipleIsPositiveAndWithoutRemainder(double value, String shown) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionRange.requireMultiple("--width", value, 6))
        .withMessage("--width must be a multiple of 6, not %s", shown);
    assertThatCode(() -> OptionRange.requireMultiple("--width", 12, 6)).doesNotThrowAnyException();
  }

  @Test
  void durationsHaveTheIsoForm() {
    assertThat(new DurationConverter().convert("PT24H")).isEqualTo(Duration.ofDays(1));
    assertThat(new DurationConverter().convert("P30D")).isEqualTo(Duration.ofDays(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1d", "30", "", "P1M", "24h"})
  void otherDurationsAreReportedWithAnExample(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'%s' is not a duration such as PT24H for 24 hours or P30D for 30 days", text);
  }
}
