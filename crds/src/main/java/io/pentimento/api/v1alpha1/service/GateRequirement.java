// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The gate decisions with which a model may be served. */
public enum GateRequirement {
  @JsonProperty("Passed")
  PASSED,
  @JsonProperty("Any")
  ANY
}
