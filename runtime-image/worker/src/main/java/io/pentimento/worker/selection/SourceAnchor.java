// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.selection;

import io.pentimento.core.image.resize.Filter;
import io.pentimento.core.tensor.Tensor;
import java.util.List;

/**
 * Source anchoring: moves a pseudo target towards the restorer's output where the candidates of the
 * image disagree with each other (docs/method.md, "Selection").
 *
 * <p>The change by the prior, t − b, is taken as a signal to which sampling adds noise of the
 * candidates' variance v. The gain of each pixel is that of a Wiener filter, g = D / (D + strength
 * · V), where D and V are (t − b)² and v, averaged over the channels and a Gaussian window.
 *
 * @param strength positive; 1 is the variance of one candidate
 */
record SourceAnchor(double strength) {
  /** Standard deviation of the window, as a fraction of the image's side. */
  private static final double WINDOW = 1.0 / 64;

  SourceAnchor {
    if (!(strength > 0)) {
      throw new IllegalArgumentException("the strength must be positive, not " + strength);
    }
  }

  /**
   * The anchored target.
   *
   * @param base output of the restorer (1, 3, size, size) in [0, 1]
   * @param target of the same shape
   * @param candidates at least two, of the same shape
   */
  Tensor apply(Tensor base, Tensor target, List<Tensor> candidates) {
    float[] change = smooth(squaredChange(base, target), base);
    float[] variance = smooth(variance(candidates), base);
    Tensor anchored = Tensor.zeros(base.shape());
    int plane = change.length;
    for (int i = 0; i < base.size(); i++) {
      double noise = strength * variance[i % plane];
      double gain = noise == 0 ? 1 : change[i % plane] / (change[i % plane] + noise);
      float from = base.data()[i];
      anchored.data()[i] = (float) (from + gain * (target.data()[i] - from));
    }
    return anchored;
  }

  /** Of each pixel, averaged over the channels. */
  private static float[] squaredChange(Tensor base, Tensor target) {
    int channels = Math.toIntExact(base.dim(1));
    float[] mean = new float[base.size() / channels];
    for (int i = 0; i < base.size(); i++) {
      float change = target.data()[i] - base.data()[i];
      mean[i % mean.length] += change * change / channels;
    }
    return mean;
  }

  /** Unbiased, of each pixel, averaged over the channels. */
  private static float[] variance(List<Tensor> candidates) {
    int channels = Math.toIntExact(candidates.get(0).dim(1));
    float[] mean = new float[candidates.get(0).size() / channels];
    for (int i = 0; i < mean.length * channels; i++) {
      mean[i % mean.length] += (float) (varianceAt(candidates, i) / channels);
    }
    return mean;
  }

  private static double varianceAt(List<Tensor> candidates, int i) {
    double mean = candidates.stream().mapToDouble(each -> each.data()[i]).average().orElseThrow();
    double squares =
        candidates.stream()
            .mapToDouble(each -> (each.data()[i] - mean) * (each.data()[i] - mean))
            .sum();
    return squares / (candidates.size() - 1);
  }

  private static float[] smooth(float[] plane, Tensor image) {
    Tensor values = Tensor.of(plane, 1, 1, image.dim(2), image.dim(3));
    return Filter.gaussian(values, WINDOW * image.dim(3)).data();
  }
}
