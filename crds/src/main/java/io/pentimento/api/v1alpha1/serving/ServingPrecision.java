package io.pentimento.api.v1alpha1.serving;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which numbers a network's layers with weights compute. */
public enum ServingPrecision {
  @JsonProperty("Float32")
  FLOAT32,
  @JsonProperty("Float16")
  FLOAT16
}
