// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Number format of the prior's layers with weights. */
public enum SamplingPrecision {
  @JsonProperty("Float32")
  FLOAT32,
  @JsonProperty("BFloat16")
  BFLOAT16,
  @JsonProperty("Float16")
  FLOAT16
}
