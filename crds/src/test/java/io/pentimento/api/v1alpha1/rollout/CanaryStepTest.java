// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Durations of steps, in the notation of Kubernetes. */
class CanaryStepTest {
  @ParameterizedTest
  @CsvSource({
    "0s, 0",
    "1s, 1",
    "90s, 90",
    "10m, 600",
    "10m30s, 630",
    "1h, 3600",
    "1h30m, 5400",
    "1h30m15s, 5415",
    "1h15s, 3615",
    "99999s, 99999",
    "99999h, 359996400",
    "007m, 420"
  })
  void aDurationHasHoursMinutesAndSeconds(String duration, long seconds) {
    assertThat(new CanaryStep(10, duration).length()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void theDurationIsWrittenAsItWasGiven() throws JsonProcessingException {
    assertThat(new ObjectMapper().writeValueAsString(new CanaryStep(10, "90s")))
        .isEqualTo("{\"weight\":10,\"duration\":\"90s\"}");
  }
}
