// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.reason.NormalReason;
import io.pentimento.reason.ReconcileReason;
import io.pentimento.reason.WaitReason;
import org.junit.jupiter.api.Test;

/** The problems of a job outside its stages, in words. */
class StatusReasonsTest {
  private static final InvalidSpec INVALID = new InvalidSpec("spec.seed: Required value", 3L);

  @Test
  void anInvalidEditLeavesTheLastValidSpecInForce() {
    assertThat(INVALID.besideValidSpec())
        .isEqualTo(
            "The latest spec is invalid; the last valid one stays in force: spec.seed: Required"
                + " value");
  }

  @Test
  void aSpecThatWasNeverValidStartsNoWork() {
    assertThat(INVALID.withoutValidSpec())
        .isEqualTo(
            "The spec is invalid; no work starts until it is fixed: spec.seed: Required value");
  }

  @Test
  void theViolationsOfAnInvalidSpecAreKnown() {
    assertThatThrownBy(() -> new InvalidSpec(null, 1L)).hasMessage("violations");
  }

  @Test
  void aFailureHasAReasonAndAMessage() {
    assertThatThrownBy(() -> new ReconcileFailure(null, "no")).hasMessage("reason");
    assertThatThrownBy(() -> new ReconcileFailure(ReconcileReason.FORBIDDEN, null))
        .hasMessage("message");
  }

  @Test
  void withoutProblemsThereIsNeither() {
    assertThat(Problems.none().invalidSpec()).isEmpty();
    assertThat(Problems.none().failure()).isEmpty();
  }

  @Test
  void theFieldSuspendExplainsASuspension() {
    assertThat(Suspension.bySpec(true))
        .isEqualTo(new Suspension(true, WaitReason.SUSPENDED, "spec.suspend is true"));
    assertThat(Suspension.bySpec(false))
        .isEqualTo(new Suspension(false, NormalReason.NOT_SUSPENDED, "spec.suspend is false"));
  }
}
