// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Planned action for a stage. */
public enum PlanAction {
  @JsonProperty("Run")
  RUN,
  /** Its result exists. */
  @JsonProperty("Reuse")
  REUSE
}
