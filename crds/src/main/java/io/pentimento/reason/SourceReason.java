// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

/** Reasons for rejecting an input of a job. */
public enum SourceReason implements Reason {
  SOURCE_NOT_FOUND(
      "SourceNotFound",
      "A file or folder of a `source` does not exist or is not readable.",
      "check the path and the permissions; pods read as user and group 185."),
  SOURCE_FORBIDDEN(
      "SourceForbidden",
      "The server denies access because credentials are missing or wrong.",
      "check `secretRef` and the keys in [sources.md](sources.md#credentials)."),
  SOURCE_UNAVAILABLE(
      "SourceUnavailable",
      "The server failed, was busy or did not answer in six attempts.",
      "none; the stage is retried."),
  SOURCE_DAMAGED(
      "SourceDamaged",
      "Content from a registry does not match its digest, or an image cannot be unpacked.",
      "publish the content again; `skopeo inspect` shows what the registry has."),
  DIGEST_MISMATCH(
      "DigestMismatch",
      "The file differs from the one that `sha256` pins.",
      "correct the digest or the file."),
  CORRUPT_CHECKPOINT(
      "CorruptCheckpoint",
      "The file is not a checkpoint, or it is damaged.",
      "run `pentimento inspect FILE` locally."),
  CHECKPOINT_MISMATCH(
      "CheckpointMismatch",
      "The tensors do not match `architecture` and `hyperparameters`.",
      "the message lists them."),
  NON_FINITE_MODEL(
      "NonFiniteModel",
      "The weights or the output of the network contain NaN or infinite values.",
      "the checkpoint is damaged or its training diverged; use another one."),
  UNSUITABLE_RESTORER(
      "UnsuitableRestorer",
      "The restorer enlarges images, or works at another size than the prior.",
      "use a restorer that keeps the image size, or a prior of the restorer's size."),
  CORRUPT_IMAGE("CorruptImage", "A required image cannot be decoded.", "replace it."),
  NO_IMAGES("NoImages", "No image can be used.", "check `dataset.source` and `dataset.holdout`."),
  TOO_FEW_IMAGES(
      "TooFewImages",
      "There are too few usable images.",
      "check `dataset.source` and `dataset.holdout`."),
  EMPTY_SPLIT(
      "EmptySplit",
      "One side of the split into training images and holdout is empty.",
      "check `dataset.source` and `dataset.holdout`."),
  NO_HOLDOUT(
      "NoHoldout",
      "There is no holdout image to measure.",
      "check `dataset.source` and `dataset.holdout`."),
  TOO_FEW_FACES(
      "TooFewFaces",
      "Fewer than two photographs have a usable face.",
      "see `faces.json` of the stage for the reasons; lower `dataset.faces.minSize`, "
          + "or add photographs."),
  DATASET_NOT_ALIGNED(
      "DatasetNotAligned",
      "Prepare succeeded, but the images do not look like aligned crops of faces.",
      "the message has the numbers. If the images are photographs, set `dataset.faces` "
          + "([photographs.md](photographs.md#datasets-of-photographs))."),
  AMBIGUOUS_NAMES(
      "AmbiguousNames",
      "`groundTruth` or imported pseudo targets contain two files whose names differ "
          + "only in the extension.",
      "rename or remove one of them."),
  SCORING_NETWORK_UNUSABLE(
      "ScoringNetworkUnusable",
      "`evaluation.identityNetwork` or `qualityNetwork` cannot score an image.",
      "use an ONNX file with one input (N, 3, H, W) or (N, 1, H, W), whose first "
          + "output is a vector (identity) or one number (quality)."),
  METRIC_UNAVAILABLE(
      "MetricUnavailable",
      "A metric lacks an input.",
      "provide ground truth, reference or feature extractor, as the message says.");

  private final String word;
  private final String meaning;
  private final String action;

  SourceReason(String word, String meaning, String action) {
    this.word = word;
    this.meaning = meaning;
    this.action = action;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String action() {
    return action;
  }
}
