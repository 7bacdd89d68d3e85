// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.finetuning;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Number format of the restorer's products in training. */
public enum TrainingPrecision {
  @JsonProperty("Float32")
  FLOAT32,
  @JsonProperty("BFloat16")
  BFLOAT16
}
