// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.rollout;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Result of the measurements of a canary. */
public enum CanaryVerdict {
  @JsonProperty("NotWorse")
  NOT_WORSE,
  @JsonProperty("Worse")
  WORSE,
  /** More requests or pairs are needed. */
  @JsonProperty("Inconclusive")
  INCONCLUSIVE
}
