// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import com.fasterxml.jackson.annotation.JsonProperty;

/** State of the rollout of a model. */
public enum RolloutState {
  @JsonProperty("Progressing")
  PROGRESSING,
  @JsonProperty("Complete")
  COMPLETE,
  /** Given up for the last good model, until the next edit. */
  @JsonProperty("Aborted")
  ABORTED
}
