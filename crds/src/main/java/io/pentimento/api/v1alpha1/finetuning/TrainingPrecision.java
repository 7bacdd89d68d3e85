package io.pentimento.api.v1alpha1.finetuning;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which numbers the restorer's products are computed while it is trained. */
public enum TrainingPrecision {
  @JsonProperty("Float32")
  FLOAT32,
  @JsonProperty("BFloat16")
  BFLOAT16
}
