// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Measures that compare pseudo targets of one image; docs/method.md, selection. */
public enum SelectionCriterion {
  /** The candidate with the smallest mean distance from the others. */
  @JsonProperty("Medoid")
  MEDOID("Medoid"),

  /** The lowest NIQE. */
  @JsonProperty("NIQE")
  NIQE("NIQE"),

  /** The highest score of the detector of {@code evaluation.faceDetector}. */
  @JsonProperty("FaceScore")
  FACE_SCORE("FaceScore"),

  /** The highest score of {@code evaluation.qualityNetwork}. */
  @JsonProperty("Quality")
  QUALITY("Quality");

  private final String published;

  SelectionCriterion(String published) {
    this.published = published;
  }

  /** The name in manifests. */
  @Override
  public String toString() {
    return published;
  }
}
