// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimedScheduleTest {
  private static final CosineSchedule COSINE = new CosineSchedule(1, 0.1, 1000, 10);

  @Test
  void theRateFollowsTheLargerFractionOfTimeOrSteps() {
    assertThat(new TimedSchedule(COSINE, () -> 0.5).rate(100)).isEqualTo(COSINE.rate(500));
    assertThat(new TimedSchedule(COSINE, () -> 0.01).rate(100)).isEqualTo(COSINE.rate(100));
  }

  @Test
  void theRateIsMinimalWhenTheTimeHasPassed() {
    assertThat(new TimedSchedule(COSINE, () -> 1).rate(100)).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void theWarmUpCountsSteps() {
    assertThat(new TimedSchedule(COSINE, () -> 0.9).rate(4)).isEqualTo(0.5);
  }
}
