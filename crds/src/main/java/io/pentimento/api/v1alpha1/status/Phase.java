// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** High-level state of a job, for display; automation uses the conditions. */
public enum Phase {
  @JsonProperty("Pending")
  PENDING,
  @JsonProperty("Preparing")
  PREPARING,
  @JsonProperty("Generating")
  GENERATING,
  @JsonProperty("Training")
  TRAINING,
  @JsonProperty("Evaluating")
  EVALUATING,
  @JsonProperty("Publishing")
  PUBLISHING,
  @JsonProperty("Promoting")
  PROMOTING,
  @JsonProperty("Succeeded")
  SUCCEEDED,
  @JsonProperty("Failed")
  FAILED,
  @JsonProperty("Suspended")
  SUSPENDED
}
