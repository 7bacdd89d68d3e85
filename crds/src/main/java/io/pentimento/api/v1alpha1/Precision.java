package io.pentimento.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which numbers a network's layers with weights compute. */
public enum Precision {
  @JsonProperty("Float32")
  FLOAT32,
  @JsonProperty("Float16")
  FLOAT16
}
