// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The value range of a network's pixels. */
public enum ImageValueRange {
  /** From 0 to 1. */
  @JsonProperty("ZeroToOne")
  ZERO_TO_ONE,
  /** From −1 to 1. */
  @JsonProperty("MinusOneToOne")
  MINUS_ONE_TO_ONE
}
