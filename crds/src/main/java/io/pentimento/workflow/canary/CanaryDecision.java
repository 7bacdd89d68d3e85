// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.rollout.CanaryVerdict;
import io.pentimento.reason.CanaryReason;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a canary in a step advances, waits or is rolled back.
 *
 * @param weight percent of the requests that the new model receives from now on
 */
record CanaryDecision(Kind kind, int weight, Judgement judgement) {
  enum Kind {
    HOLD,
    /** To the next step. */
    ADVANCE,
    /** All steps passed. */
    PROMOTE,
    ROLL_BACK
  }

  /**
   * @param state in a step
   * @param measured empty if no server of one of the models could be asked
   * @param isPaused whether it may not advance
   */
  static CanaryDecision of(
      CanarySpec policy,
      CanaryStatus state,
      Optional<CanaryMeasurements> measured,
      boolean isPaused,
      Instant now) {
    Judgement judgement =
        measured.map(new CanaryJudge(policy.thresholds())::judge).orElseGet(() -> unknown());
    if (judgement.is(CanaryVerdict.WORSE)) {
      return new CanaryDecision(Kind.ROLL_BACK, 0, judgement);
    }
    boolean isOver = !now.isBefore(endOfStep(policy, state));
    if (isPaused || !isOver || !judgement.is(CanaryVerdict.NOT_WORSE)) {
      return new CanaryDecision(Kind.HOLD, state.weight(), judgement);
    }
    return state.step() < policy.steps().size()
        ? new CanaryDecision(Kind.ADVANCE, policy.steps().get(state.step()).weight(), judgement)
        : new CanaryDecision(Kind.PROMOTE, state.weight(), judgement);
  }

  /** The earliest time at which the canary can leave its step. */
  static Instant endOfStep(CanarySpec policy, CanaryStatus state) {
    int index = Math.min(state.step(), policy.steps().size()) - 1;
    return Instant.parse(state.transitionedAt()).plus(policy.steps().get(index).length());
  }

  private static Judgement unknown() {
    return new Judgement(
        CanaryVerdict.INCONCLUSIVE,
        CanaryReason.UNMEASURED,
        "No server reports how the two models compare; check DNS and network policies: the operator"
            + " reads the port of the servers, and the serving servers read the Service of the"
            + " canary");
  }
}
