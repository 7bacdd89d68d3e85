package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the evidence says about a gate row, or about all of them. */
public enum GateDecision {
  /** The whole confidence interval lies on the wanted side of the threshold. */
  @JsonProperty("Passed")
  PASSED,
  /** The whole confidence interval lies on the other side. */
  @JsonProperty("Failed")
  FAILED,
  /** The threshold lies within the interval: more holdout images are needed to tell. */
  @JsonProperty("Inconclusive")
  INCONCLUSIVE
}
