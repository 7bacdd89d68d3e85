// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.workflow.canary.CanaryRequest.Promotion;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values that a canary is decided from. */
class CanaryValuesTest {
  @ParameterizedTest
  @CsvSource({"0, 0, 0", "10, 0, 0", "10, 1, 0.1", "4, 4, 1"})
  void theErrorRateIsAFractionOfTheRequests(long requests, long errors, double rate) {
    assertThat(new RequestStatistics(requests, errors, Double.NaN).errorRate()).isEqualTo(rate);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # wanted, ready -> all are ready
          1, 0, false
          1, 1, true
          2, 1, false
          2, 2, true
          2, 3, true
          # No server at all is not ready, even if none is wanted.
          0, 0, false
          0, 1, true
          """)
  void serversAreReadyIfAllOfThemAreAndThereIsOne(int replicas, int ready, boolean areReady) {
    CandidateServers servers =
        new CandidateServers("sha256:1", replicas, ready, 0, null, null, Instant.EPOCH);

    assertThat(servers.areReady()).isEqualTo(areReady);
  }

  @ParameterizedTest
  @CsvSource({
    "10, true, 10, true",
    "10, true, 50, false",
    "10, false, 10, false",
    ", true,, true",
    ", true, 0, false",
    "0, true,, false"
  })
  void aRouteHasAWeightOnlyIfAllItsRulesHave(
      Integer weight, boolean isUniform, Integer asked, boolean has) {
    assertThat(new RouteState.Weights(optional(weight), isUniform).is(optional(asked)))
        .isEqualTo(has);
  }

  @Test
  void oneWeightIsThatOfAllRules() {
    assertThat(RouteState.Weights.of(OptionalInt.of(3)))
        .isEqualTo(new RouteState.Weights(OptionalInt.of(3), true));
  }

  @Test
  void anOwnerThatIsDeletedWantsNoCanary() {
    assertThat(CanaryRequest.none())
        .extracting(
            CanaryRequest::policy,
            CanaryRequest::model,
            CanaryRequest::mayStart,
            CanaryRequest::promotion,
            CanaryRequest::servers)
        .containsExactly(
            java.util.Optional.empty(), java.util.Optional.empty(), false, Promotion.PENDING, 0);
  }

  @Test
  void oneMachineHasNoRouteAndNoCandidate() {
    CanaryObservation none = CanaryObservation.none();

    assertThat(none.route()).isInstanceOf(RouteState.NoGatewayApi.class);
    assertThat(none.candidate()).isEmpty();
    assertThat(none.measured()).isEmpty();
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
