// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pentimento.core.metrics.statistics.NonInferiority.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonInferiorityTest {

  @ParameterizedTest
  @CsvSource({
    "-0.01, 0.05, NON_INFERIOR",
    "-0.019, -0.001, NON_INFERIOR",
    "-0.03, 0.05, INCONCLUSIVE",
    "-0.02, 0.05, INCONCLUSIVE",
    "-0.05, -0.021, INFERIOR",
  })
  void theWholeIntervalDecides(double low, double high, Verdict verdict) {
    Interval improvement = new Interval((low + high) / 2, low, high, 0.95);

    assertThat(new NonInferiority(0.02).verdict(improvement)).isEqualTo(verdict);
  }

  @Test
  void aNegativeMarginIsRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> new NonInferiority(-0.01));
    assertThatIllegalArgumentException().isThrownBy(() -> new NonInferiority(Double.NaN));
  }
}
