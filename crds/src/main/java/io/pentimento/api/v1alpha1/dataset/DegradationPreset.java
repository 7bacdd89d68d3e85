package io.pentimento.api.v1alpha1.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Published ways to make clean images worse; docs/method.md, degradations. */
public enum DegradationPreset {
  /** Blur, shrinking, noise and JPEG in GFPGAN's ranges: the paper's Eq. 9. */
  @JsonProperty("GFPGAN")
  GFPGAN("gfpgan"),

  /** As far as DifFace's restorer was trained. */
  @JsonProperty("DifFace")
  DIFFACE("difface"),

  /** CodeFormer's second stage. */
  @JsonProperty("CodeFormerLarge")
  CODEFORMER_LARGE("codeformer-large"),

  /** CodeFormer's third stage. */
  @JsonProperty("CodeFormerSmall")
  CODEFORMER_SMALL("codeformer-small"),

  /** A small sensor at moderate ISO: the paper's Eq. 10. */
  @JsonProperty("CameraModerate")
  CAMERA_MODERATE("camera-moderate"),

  /** The same at high ISO. */
  @JsonProperty("CameraSevere")
  CAMERA_SEVERE("camera-severe");

  private final String command;

  DegradationPreset(String command) {
    this.command = command;
  }

  /** The name that the command {@code degrade} knows it by. */
  public String command() {
    return command;
  }
}
