// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.ResultReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {
  private static final StageOutcome.Done DONE =
      new StageOutcome.Done(null, NormalReason.COMPLETED, null);

  @ParameterizedTest
  @CsvSource({
    "10, 10, 1.0, true",
    "9, 10, 1.0, false",
    "9, 10, 0.9, true",
    "8, 10, 0.9, false",
    "0, 0, 0.9, true",
    "0, 10, 0.0, true",
    // 0.95 of 101 images is 95.95
    "96, 101, 0.95, true",
    "95, 101, 0.95, false",
    // 0.7 * 10 is 7.000000000000001 in floating point
    "7, 10, 0.7, true"
  })
  void enoughImagesHaveAPseudoTarget(int done, int total, double fraction, boolean reached) {
    assertThat(Quorum.isReached(new ItemCounts(done, total, total - done), fraction))
        .isEqualTo(reached);
  }

  @Test
  void aReachedQuorumKeepsTheOutcome() {
    assertThat(Quorum.evaluate(DONE, new ItemCounts(9, 10, 1), 0.9)).isSameAs(DONE);
  }

  @Test
  void countsThatAreUnknownKeepTheOutcome() {
    assertThat(Quorum.evaluate(DONE, null, 1)).isSameAs(DONE);
  }

  @Test
  void aMissedQuorumFailsTheStageWithItsNumbers() {
    StageOutcome outcome = Quorum.evaluate(DONE, new ItemCounts(8, 10, 2), 0.9);

    assertThat(outcome.reason()).isEqualTo(ResultReason.QUORUM_MISSED);
    assertThat(outcome.message())
        .startsWith(
            "8 of 10 images have a pseudo target, 2 failed; pseudoTargets.minSuccessFraction"
                + " requires 0.9.")
        .endsWith("lists the failed images: replace them, or lower the fraction");
  }
}
