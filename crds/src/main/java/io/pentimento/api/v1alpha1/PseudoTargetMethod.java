package io.pentimento.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Strategies of the sampling loop. */
public enum PseudoTargetMethod {
  /** The paper's Algorithm 1: low frequencies are held to the restored image down to step L. */
  @JsonProperty("LowFrequencyConstrained")
  LOW_FREQUENCY_CONSTRAINED,

  /** Made elsewhere: by another method, a service, by hand. Paired with the images by name. */
  @JsonProperty("Imported")
  IMPORTED
}
