// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

/**
 * Sampled images that both models restored.
 *
 * @param pairs images with two results
 * @param failures images that the new model failed to restore again
 * @param fidelity of the serving model: difference of the low frequencies before and after
 *     restoration
 * @param fidelityChange of the new model against the serving one; positive is worse
 * @param quality of the serving model: NIQE; no samples if images are too small for it
 * @param qualityChange of the new model against the serving one; positive is worse
 * @param difference of the low frequencies of the two results
 */
public record PairedStatistics(
    long pairs,
    long failures,
    MeanEstimate fidelity,
    MeanEstimate fidelityChange,
    MeanEstimate quality,
    MeanEstimate qualityChange,
    MeanEstimate difference) {
  public static final PairedStatistics NONE =
      new PairedStatistics(
          0,
          0,
          MeanEstimate.NONE,
          MeanEstimate.NONE,
          MeanEstimate.NONE,
          MeanEstimate.NONE,
          MeanEstimate.NONE);
}
