package io.pentimento.api.v1alpha1.pseudotarget;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Strategies of the sampling loop. */
public enum PseudoTargetMethod {
  /** The paper's Algorithm 1: low frequencies are held to the restored image down to step L. */
  @JsonProperty("LowFrequencyConstrained")
  LOW_FREQUENCY_CONSTRAINED,

  /** From the restored image at step K the prior goes its own way: SDEdit, DifFace. */
  @JsonProperty("Unconditional")
  UNCONDITIONAL,

  /** From pure noise, with low frequencies held to the restored image down to step L. */
  @JsonProperty("ILVR")
  ILVR,

  /** The degraded image is its own guide from step K to L; the restorer sharpens the estimate. */
  @JsonProperty("DR2")
  DR2,

  /** From pure noise, each step's mean drawn to the restored image by guidanceScale. */
  @JsonProperty("PGDiff")
  PGDIFF,

  /** Made elsewhere: by another method, a service, by hand. Paired with the images by name. */
  @JsonProperty("Imported")
  IMPORTED
}
