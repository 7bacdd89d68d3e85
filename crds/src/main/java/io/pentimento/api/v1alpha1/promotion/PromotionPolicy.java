// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.promotion;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who decides that a model that passed the gate is served. */
public enum PromotionPolicy {
  /** The gate. */
  @JsonProperty("Automatic")
  AUTOMATIC,
  /** A person, by an annotation with the digest of the model. */
  @JsonProperty("Manual")
  MANUAL
}
