// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;

/** Measures of image quality; docs/method.md, metrics. */
public enum Metric {
  /** dB against the ground truth. */
  @JsonProperty("PSNR")
  PSNR("PSNR", true, Need.GROUND_TRUTH),

  /** Structural similarity with the ground truth, at most 1. */
  @JsonProperty("SSIM")
  SSIM("SSIM", true, Need.GROUND_TRUTH),

  /** Perceptual distance from the ground truth. */
  @JsonProperty("LPIPS")
  LPIPS("LPIPS", false, Need.GROUND_TRUTH, Need.PERCEPTUAL_NETWORK),

  /** Fréchet distance of feature statistics from those of the reference images. */
  @JsonProperty("FID")
  FID("FID", false, Need.REFERENCE, Need.FEATURE_EXTRACTOR),

  /** Unbiased kernel distance of features from those of the reference images. */
  @JsonProperty("KID")
  KID("KID", false, Need.REFERENCE, Need.FEATURE_EXTRACTOR),

  /** Distance of natural scene statistics from those of the reference images. */
  @JsonProperty("NIQE")
  NIQE("NIQE", false, Need.REFERENCE),

  /** Distance of the low frequencies from those of the degraded image, in levels of 0 to 255. */
  @JsonProperty("Consistency")
  CONSISTENCY("Consistency", false),

  /** Angle in degrees between embeddings of the face and of its ground truth, or else its input. */
  @JsonProperty("Identity")
  IDENTITY("Identity", false, Need.IDENTITY_NETWORK),

  /** The score of a given network for the image alone, such as MUSIQ. */
  @JsonProperty("Quality")
  QUALITY("Quality", true, Need.QUALITY_NETWORK),

  /** Share of the images in which a detector finds the face, from 0 to 1. */
  @JsonProperty("FacesDetected")
  FACES_DETECTED("FacesDetected", true, Need.FACE_DETECTOR),

  /**
   * Distance of eyes, nose and mouth from those of the ground truth or its substitute, in eye
   * distances.
   */
  @JsonProperty("LandmarkDistance")
  LANDMARK_DISTANCE("LandmarkDistance", false, Need.FACE_DETECTOR);

  /** An input that a metric requires. */
  private enum Need {
    GROUND_TRUTH,
    REFERENCE,
    PERCEPTUAL_NETWORK,
    FEATURE_EXTRACTOR,
    IDENTITY_NETWORK,
    QUALITY_NETWORK,
    FACE_DETECTOR
  }

  private final String published;
  private final boolean higherIsBetter;

  @SuppressWarnings("ImmutableEnumChecker") // immutable, by Set.of
  private final Set<Need> needs;

  Metric(String published, boolean higherIsBetter, Need... needs) {
    this.published = published;
    this.higherIsBetter = higherIsBetter;
    this.needs = Set.of(needs);
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Whether each image is compared with its clean version (dataset.groundTruth). */
  public boolean needsGroundTruth() {
    return needs.contains(Need.GROUND_TRUTH);
  }

  /** Whether the clean images of dataset.reference are needed. */
  public boolean needsReference() {
    return needs.contains(Need.REFERENCE);
  }

  /** Whether evaluation.featureExtractor is needed. */
  public boolean needsFeatureExtractor() {
    return needs.contains(Need.FEATURE_EXTRACTOR);
  }

  /** Whether fineTuning.perceptualNetwork is needed. */
  public boolean needsPerceptualNetwork() {
    return needs.contains(Need.PERCEPTUAL_NETWORK);
  }

  /** Whether evaluation.identityNetwork is needed. */
  public boolean needsIdentityNetwork() {
    return needs.contains(Need.IDENTITY_NETWORK);
  }

  /** Whether evaluation.qualityNetwork is needed. */
  public boolean needsQualityNetwork() {
    return needs.contains(Need.QUALITY_NETWORK);
  }

  /** Whether evaluation.faceDetector is needed. */
  public boolean needsFaceDetector() {
    return needs.contains(Need.FACE_DETECTOR);
  }

  /** Whether its value depends on a network of the job. */
  public boolean needsNetwork() {
    return needsPerceptualNetwork()
        || needsFeatureExtractor()
        || needsIdentityNetwork()
        || needsQualityNetwork()
        || needsFaceDetector();
  }

  /**
   * The difference that counts as an improvement of 1: the value of the compared model, or 1 for a
   * share, which can be 0.
   *
   * @param compared value of the compared model
   */
  public double unit(double compared) {
    return this == FACES_DETECTED ? 1 : Math.max(Math.abs(compared), Double.MIN_NORMAL);
  }

  /** The name in manifests. */
  @Override
  public String toString() {
    return published;
  }
}
