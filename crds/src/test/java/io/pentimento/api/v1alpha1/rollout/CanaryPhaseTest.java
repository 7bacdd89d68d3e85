// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each phase of a canary means. */
class CanaryPhaseTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # phase, in progress, rejected
          STARTING,     true,  false
          STEPPING,     true,  false
          PROMOTING,    true,  false
          FINISHING,    true,  false
          SUCCEEDED,    false, false
          ROLLING_BACK, true,  true
          ROLLED_BACK,  false, true
          SKIPPED,      false, false
          """)
  void aPhaseIsInProgressOrNotAndRejectedOrNot(
      CanaryPhase phase, boolean isInProgress, boolean isRejected) {
    assertThat(phase.isInProgress()).isEqualTo(isInProgress);
    assertThat(phase.isRejected()).isEqualTo(isRejected);
  }
}
