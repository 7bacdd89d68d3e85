package io.pentimento.workflow.canary;

import io.pentimento.api.v1alpha1.rollout.CanaryVerdict;

/**
 * What one measurement, or all of them, say about the new model.
 *
 * @param reason in UpperCamelCase
 */
record Judgement(CanaryVerdict verdict, String reason, String message) {
  boolean is(CanaryVerdict other) {
    return verdict == other;
  }
}
