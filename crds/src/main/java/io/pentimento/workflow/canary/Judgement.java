// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import io.pentimento.api.v1alpha1.rollout.CanaryVerdict;
import io.pentimento.reason.CanaryReason;

/** Verdict about the new model from one measurement, or from all of them. */
record Judgement(CanaryVerdict verdict, CanaryReason reason, String message) {
  boolean is(CanaryVerdict other) {
    return verdict == other;
  }
}
