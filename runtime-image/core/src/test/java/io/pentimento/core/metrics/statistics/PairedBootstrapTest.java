// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.random.CounterRandom;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
  @Test
  void theIntervalHasItsNominalCoverage() {
    CounterRandom random = new CounterRandom(9, new byte[0], 0);
    int held = 0;
    for (int i = 0; i < 200; i++) {
      double[] values = new double[40];
      for (int j = 0; j < values.length; j++) {
        values[j] = 3 + random.nextGaussian();
      }
      Interval interval = new PairedBootstrap(400, 0.9, i).mean(values);
      held += interval.low() <= 3 && 3 <= interval.high() ? 1 : 0;
    }
    assertThat(held).isBetween(160, 196);
  }

  @Test
  void theWidthMatchesTheStandardError() {
    double[] before = new double[100];
    double[] after = new double[100];
    for (int i = 0; i < 100; i++) {
      before[i] = 20 + i % 7;
      after[i] = before[i] + 1 + (i % 2 == 0 ? 0.5 : -0.5);
    }
    Interval gain = PairedBootstrap.DEFAULT.difference(before, after);
    assertThat(gain.mean()).isCloseTo(1, within(1e-12));
    assertThat(gain.high() - gain.low()).isCloseTo(2 * 1.96 * 0.05, within(0.03));
    assertThat(gain.excludesZero()).isTrue();
    assertThat(PairedBootstrap.DEFAULT.difference(before, after)).isEqualTo(gain);
    assertThat(PairedBootstrap.DEFAULT.difference(before, before).excludesZero()).isFalse();
  }

  @Test
  void unpairedOrNonFiniteValuesAreRejected() {
    assertThatThrownBy(() -> PairedBootstrap.DEFAULT.difference(new double[2], new double[3]))
        .hasMessageContaining("must be equal");
    assertThatThrownBy(
            () -> PairedBootstrap.DEFAULT.mean(new double[] {1, Double.POSITIVE_INFINITY}))
        .hasMessageContaining("finite");
  }
}
