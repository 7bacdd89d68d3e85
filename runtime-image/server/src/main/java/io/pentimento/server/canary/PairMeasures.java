// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.metrics.niqe.Niqe;
import io.pentimento.core.tensor.Tensor;

/**
 * One image that both models restored, measured without a reference.
 *
 * @param servedFidelity mean absolute difference of the image before and after restoration by the
 *     served model, both reduced to {@value #COARSE} pixels per side
 * @param servedQuality NIQE; NaN if the image is too small or flat
 * @param difference mean absolute difference of the two results, reduced to {@value #FINE} pixels
 *     per side
 */
record PairMeasures(
    double servedFidelity,
    double candidateFidelity,
    double servedQuality,
    double candidateQuality,
    double difference) {
  /** Restoration must keep what is left at this size. */
  private static final int COARSE = 32;

  /** At this size two faces differ. */
  private static final int FINE = 64;

  /** NIQE needs two patches of 96 pixels in each direction. */
  private static final int SMALLEST_SIDE = 192;

  /**
   * @param image before restoration, (1, 3, H, W)
   * @param served restored by the served model; of any size
   * @param candidate restored by the candidate; of any size
   */
  static PairMeasures of(Tensor image, Tensor served, Tensor candidate, Niqe niqe) {
    Tensor before = reduced(image, COARSE);
    return new PairMeasures(
        distance(before, reduced(served, COARSE)),
        distance(before, reduced(candidate, COARSE)),
        quality(served, niqe),
        quality(candidate, niqe),
        distance(reduced(served, FINE), reduced(candidate, FINE)));
  }

  private static Tensor reduced(Tensor image, int side) {
    return Resize.cubic(image, side, side);
  }

  private static double distance(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += Math.abs(clamped(a.data()[i]) - clamped(b.data()[i]));
    }
    return sum / a.size();
  }

  private static double clamped(double sample) {
    return Math.max(0, Math.min(1, sample));
  }

  private static double quality(Tensor image, Niqe niqe) {
    if (Math.min(image.dim(2), image.dim(3)) < SMALLEST_SIDE) {
      return Double.NaN;
    }
    try {
      return niqe.value(image);
    } catch (IllegalArgumentException e) {
      return Double.NaN; // the image is flat
    }
  }
}
