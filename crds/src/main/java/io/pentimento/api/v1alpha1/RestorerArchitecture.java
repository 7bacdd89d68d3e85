package io.pentimento.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Restoration networks that can be adapted. */
public enum RestorerArchitecture {
  /** docs/method.md, SwinIR. */
  @JsonProperty("SwinIR")
  SWIN_IR
}
