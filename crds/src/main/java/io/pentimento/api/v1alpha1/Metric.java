package io.pentimento.api.v1alpha1;

/** Measures of image quality; docs/method.md, metrics. */
public enum Metric {
  /** dB against the ground truth. */
  PSNR(true, true),
  /** Structural similarity with the ground truth, at most 1. */
  SSIM(true, true),
  /** Perceptual distance from the ground truth. */
  LPIPS(false, true),
  /** Fréchet distance of feature statistics from those of the reference images. */
  FID(false, false),
  /** Unbiased kernel distance of features from those of the reference images. */
  KID(false, false),
  /** Distance of natural scene statistics from those of the reference images. */
  NIQE(false, false);

  private final boolean higherIsBetter;
  private final boolean fullReference;

  Metric(boolean higherIsBetter, boolean fullReference) {
    this.higherIsBetter = higherIsBetter;
    this.fullReference = fullReference;
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Whether each image is measured against its own clean image (dataset.groundTruth). */
  public boolean needsGroundTruth() {
    return fullReference;
  }

  /** Whether the clean images of dataset.reference are needed. */
  public boolean needsReference() {
    return !fullReference;
  }

  /** Whether evaluation.featureExtractor is needed. */
  public boolean needsFeatureExtractor() {
    return this == FID || this == KID;
  }

  /** Whether fineTuning.perceptualNetwork is needed. */
  public boolean needsPerceptualNetwork() {
    return this == LPIPS;
  }
}
