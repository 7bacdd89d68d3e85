package io.pentimento.api.v1alpha1.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Restoration networks that can be adapted. */
public enum RestorerArchitecture {
  /** docs/method.md, SwinIR. */
  @JsonProperty("SwinIR")
  SWIN_IR,
  /** The published network of that name, fine-tuned on codes instead of images. */
  @JsonProperty("CodeFormer")
  CODE_FORMER,
  /** docs/restorers.md: any module that torch.jit has exported, images in, images out. */
  @JsonProperty("TorchScript")
  TORCH_SCRIPT
}
