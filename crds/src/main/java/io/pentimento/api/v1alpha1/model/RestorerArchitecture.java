// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Restoration networks that can be adapted. */
public enum RestorerArchitecture {
  /** SwinIR; docs/method.md. */
  @JsonProperty("SwinIR")
  SWIN_IR,
  /** CodeFormer, fine-tuned on codes instead of images. */
  @JsonProperty("CodeFormer")
  CODE_FORMER,
  /** Any module exported by torch.jit that maps images to images; docs/restorers.md. */
  @JsonProperty("TorchScript")
  TORCH_SCRIPT
}
