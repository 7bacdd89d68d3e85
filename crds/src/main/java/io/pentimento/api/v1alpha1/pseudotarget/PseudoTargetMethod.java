// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Strategies of the sampling loop. */
public enum PseudoTargetMethod {
  /**
   * The paper's Algorithm 1: low frequencies are constrained to the restored image down to step L.
   */
  @JsonProperty("LowFrequencyConstrained")
  LOW_FREQUENCY_CONSTRAINED,

  /** The prior denoises freely from the restored image at step K: SDEdit, DifFace. */
  @JsonProperty("Unconditional")
  UNCONDITIONAL,

  /** Starts from noise; low frequencies are constrained to the restored image down to step L. */
  @JsonProperty("ILVR")
  ILVR,

  /** The degraded image is the guide from step K to L, and the restorer sharpens the estimate. */
  @JsonProperty("DR2")
  DR2,

  /** Starts from noise; guidanceScale pulls each step's mean to the restored image. */
  @JsonProperty("PGDiff")
  PGDIFF,

  /** Pseudo targets from another method or service, paired with the images by name. */
  @JsonProperty("Imported")
  IMPORTED
}
