// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The decision about one gate, or about all of them. */
public enum GateDecision {
  /** The whole confidence interval meets the requirement. */
  @JsonProperty("Passed")
  PASSED,
  /** The whole confidence interval misses the requirement. */
  @JsonProperty("Failed")
  FAILED,
  /** The threshold is inside the confidence interval; a decision needs more holdout images. */
  @JsonProperty("Inconclusive")
  INCONCLUSIVE
}
