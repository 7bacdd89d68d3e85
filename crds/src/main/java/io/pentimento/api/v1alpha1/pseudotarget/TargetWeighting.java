// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Weights of pseudo targets, which determine how often each is used in training. */
public enum TargetWeighting {
  /** Each once per epoch. */
  @JsonProperty("Uniform")
  UNIFORM,

  /** Less often if the candidates of its image differ more than those of other images. */
  @JsonProperty("Agreement")
  AGREEMENT
}
