// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The GPU time of one pod within a span. */
class GpuUseTest {
  private static final Instant ZERO = Instant.parse("2026-11-24T00:00:00Z");

  private static Instant at(Integer seconds) {
    return seconds == null ? null : ZERO.plusSeconds(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # GPUs, from, until, since, now -> seconds
          1,   10, 20, 0,  30, 10
          2,   10, 20, 0,  30, 20
          0.5, 10, 20, 0,  30, 5
          0,   10, 20, 0,  30, 0
          # It still runs.
          1,   10,   , 0,  30, 20
          # Part of it was counted before.
          1,   10, 20, 15, 30, 5
          1,   10, 20, 20, 30, 0
          1,   10, 20, 25, 30, 0
          # Its end or its start is after the clock of the operator.
          1,   10, 40, 0,  30, 20
          1,   30, 40, 0,  30, 0
          1,   35,   , 0,  30, 0
          # A clock that went back.
          1,   10, 20, 40, 30, 0
          """)
  void onlyTheTimeWithinTheSpanCounts(
      double gpus, int from, Integer until, int since, int now, double seconds) {
    assertThat(new GpuUse(gpus, at(from), at(until)).seconds(at(since), at(now)))
        .isEqualTo(seconds);
  }

  @Test
  void millisecondsCount() {
    GpuUse use = new GpuUse(4, ZERO, ZERO.plusMillis(1));

    assertThat(use.seconds(ZERO, at(1))).isEqualTo(0.004, within(1e-12));
  }

  @Test
  void consecutiveSpansAddUpToTheWhole() {
    GpuUse use = new GpuUse(1, at(7), at(53));
    double sum = 0;
    for (int second = 0; second < 60; second += 10) {
      sum += use.seconds(at(second), at(second + 10));
    }

    assertThat(sum).isEqualTo(46, within(1e-9));
  }

  @Test
  void aPodWithoutAnEndRuns() {
    assertThat(new GpuUse(1, ZERO, null).isRunning()).isTrue();
    assertThat(new GpuUse(1, ZERO, ZERO).isRunning()).isFalse();
    assertThatThrownBy(() -> new GpuUse(1, null, null)).hasMessage("from");
  }
}
