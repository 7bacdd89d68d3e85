// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepScheduleTest {
  private static final StepSchedule PUBLISHED =
      new StepSchedule(1e-4, List.of(35_000, 38_000), 0.5);

  @ParameterizedTest
  @CsvSource({
    "0, 1e-4",
    "34999, 1e-4",
    "35000, 5e-5",
    "37999, 5e-5",
    "38000, 2.5e-5",
    "39999, 2.5e-5"
  })
  void theRateIsHalvedAtEachMilestone(long step, double rate) {
    assertThat(PUBLISHED.rate(step)).isEqualTo(rate);
  }
}
