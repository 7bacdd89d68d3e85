// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ServingState.Candidate;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServingStateTest {
  private static final Instant DEADLINE = Instant.parse("2026-11-24T00:10:00Z");
  private static final String MODEL = "sha256:a";

  @Test
  void aModelServesIfItIsActiveAndAServerIsReady() {
    assertThat(new ServingState(MODEL, 1, "http://x", null).serves(MODEL)).isTrue();
    assertThat(new ServingState(MODEL, 0, "http://x", null).serves(MODEL)).isFalse();
    assertThat(new ServingState("sha256:b", 1, "http://x", null).serves(MODEL)).isFalse();
    assertThat(ServingState.none().serves(MODEL)).isFalse();
  }

  @Test
  void aCandidateFailsAtItsDeadline() {
    ServingState state = rollingOut(DEADLINE);

    assertThat(state.at(DEADLINE.minusMillis(1)).hasAbandoned(MODEL)).isFalse();
    assertThat(state.at(DEADLINE).hasAbandoned(MODEL)).isTrue();
    assertThat(state.at(DEADLINE.plusSeconds(1)).hasAbandoned(MODEL)).isTrue();
  }

  @Test
  void aFailedCandidateKeepsItsReasonAndMessage() {
    Candidate failed = rollingOut(DEADLINE).at(DEADLINE).candidate();

    assertThat(failed)
        .isEqualTo(new Candidate(MODEL, true, WaitReason.UNSCHEDULABLE, "no node", DEADLINE));
  }

  @Test
  void aCandidateWithoutDeadlineDoesNotFail() {
    assertThat(rollingOut(null).at(Instant.MAX).hasAbandoned(MODEL)).isFalse();
  }

  @Test
  void aCandidateThatHasFailedStaysFailedBeforeItsDeadline() {
    ServingState state =
        new ServingState(null, 0, null, new Candidate(MODEL, true, null, "exit 1", DEADLINE));

    assertThat(state.at(Instant.EPOCH).hasAbandoned(MODEL)).isTrue();
  }

  @Test
  void onlyTheModelOfTheCandidateIsRolledOut() {
    ServingState state = rollingOut(null);

    assertThat(state.isRollingOut(MODEL)).isTrue();
    assertThat(state.isRollingOut("sha256:b")).isFalse();
    assertThat(state.hasAbandoned(MODEL)).isFalse();
    assertThat(ServingState.none().isRollingOut(MODEL)).isFalse();
  }

  @Test
  void theOtherValuesDoNotChangeWithTime() {
    ServingState state =
        new ServingState("sha256:b", 2, "http://x", new Candidate(MODEL, false, "…"), 3, Map.of());

    assertThat(state.at(DEADLINE)).isEqualTo(state);
    assertThat(ServingState.none().at(DEADLINE)).isEqualTo(ServingState.none());
  }

  private static ServingState rollingOut(Instant deadline) {
    return new ServingState(
        null,
        0,
        "http://x",
        new Candidate(MODEL, false, WaitReason.UNSCHEDULABLE, "no node", deadline));
  }
}
