// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Published degradations of clean images; docs/method.md, degradations. */
public enum DegradationPreset {
  /** Blur, shrinking, noise and JPEG in GFPGAN's ranges: the paper's Eq. 9. */
  @JsonProperty("GFPGAN")
  GFPGAN("gfpgan"),

  /** The ranges with which DifFace's restorer was trained. */
  @JsonProperty("DifFace")
  DIFFACE("difface"),

  /** The ranges of CodeFormer's second stage. */
  @JsonProperty("CodeFormerLarge")
  CODEFORMER_LARGE("codeformer-large"),

  /** The ranges of CodeFormer's third stage. */
  @JsonProperty("CodeFormerSmall")
  CODEFORMER_SMALL("codeformer-small"),

  /** A small sensor at moderate ISO: the paper's Eq. 10. */
  @JsonProperty("CameraModerate")
  CAMERA_MODERATE("camera-moderate"),

  /** A small sensor at high ISO. */
  @JsonProperty("CameraSevere")
  CAMERA_SEVERE("camera-severe");

  private final String command;

  DegradationPreset(String command) {
    this.command = command;
  }

  /** The name as an argument of the command {@code degrade}. */
  public String command() {
    return command;
  }
}
