// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.serving;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Number format of a network's layers with weights. */
public enum ServingPrecision {
  @JsonProperty("Float32")
  FLOAT32,
  @JsonProperty("Float16")
  FLOAT16
}
