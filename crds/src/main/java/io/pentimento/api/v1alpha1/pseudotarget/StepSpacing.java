// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Spacing of a sampler's steps. */
public enum StepSpacing {
  /** At equal distances in time. */
  @JsonProperty("Uniform")
  UNIFORM,

  /** At equal distances of the logarithm of the signal-to-noise ratio. */
  @JsonProperty("LogSNR")
  LOG_SNR
}
