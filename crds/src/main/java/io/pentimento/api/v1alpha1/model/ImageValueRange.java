package io.pentimento.api.v1alpha1.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The numbers by which a network sees black and white. */
public enum ImageValueRange {
  /** From 0 to 1. */
  @JsonProperty("ZeroToOne")
  ZERO_TO_ONE,
  /** From −1 to 1. */
  @JsonProperty("MinusOneToOne")
  MINUS_ONE_TO_ONE
}
