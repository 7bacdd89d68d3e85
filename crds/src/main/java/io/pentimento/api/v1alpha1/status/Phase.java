package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a job stands, in a word for people; programs read the conditions. */
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
