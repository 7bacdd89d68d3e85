// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Diffusion networks that can serve as prior. */
public enum PriorArchitecture {
  /** The U-Net of guided-diffusion, with learned variance; docs/method.md, diffusion prior. */
  @JsonProperty("GuidedDiffusionUNet")
  GUIDED_DIFFUSION_UNET
}
