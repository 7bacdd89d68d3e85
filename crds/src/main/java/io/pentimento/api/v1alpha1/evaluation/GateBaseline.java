// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The model that the adapted one is compared with. */
public enum GateBaseline {
  /** The model before adaptation. */
  @JsonProperty("Base")
  BASE,
  /** The adapted model that served when this one was measured. */
  @JsonProperty("Serving")
  SERVING
}
