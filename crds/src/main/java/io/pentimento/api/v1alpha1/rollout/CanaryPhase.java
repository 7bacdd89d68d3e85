// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.rollout;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Phase of a canary. */
public enum CanaryPhase {
  /** The servers with the new model start; they receive no requests. */
  @JsonProperty("Starting")
  STARTING,
  /** The new model receives the requests of a step. */
  @JsonProperty("Stepping")
  STEPPING,
  /** All steps passed; the serving Deployment takes the new model. */
  @JsonProperty("Promoting")
  PROMOTING,
  /** The serving Deployment has the new model; the canary's servers finish their requests. */
  @JsonProperty("Finishing")
  FINISHING,
  @JsonProperty("Succeeded")
  SUCCEEDED,
  /** The serving model receives all requests again; the canary's servers finish theirs. */
  @JsonProperty("RollingBack")
  ROLLING_BACK,
  @JsonProperty("RolledBack")
  ROLLED_BACK,
  /** The cluster has no Gateway API; the model is rolled out at once. */
  @JsonProperty("Skipped")
  SKIPPED;

  /** Whether the canary has servers or changes weights. */
  public boolean isInProgress() {
    return this != SUCCEEDED && this != ROLLED_BACK && this != SKIPPED;
  }

  /** Whether the new model was rejected. */
  public boolean isRejected() {
    return this == ROLLING_BACK || this == ROLLED_BACK;
  }
}
