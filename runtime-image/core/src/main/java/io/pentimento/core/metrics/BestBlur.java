// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import io.pentimento.core.image.resize.Filter;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A control for restorations: the Gaussian blur that is best for a labelled set under a metric.
 * Blur alone removes much of the loss in PSNR that noise causes.
 *
 * @param sigma in pixels; 0 if no blur improves the metric
 * @param value mean of the metric for that sigma
 * @param tried every sigma with its mean, in the order of evaluation
 */
public record BestBlur(double sigma, double value, List<Trial> tried) {
  /** An image and its ground truth, both (1, 3, H, W). */
  public record Labelled(Tensor degraded, Tensor clean) {}

  /** One blur of the grid. */
  public record Trial(double sigma, double value) {}

  /** From no blur to one that hides the features of a small face. */
  public static final List<Double> SIGMAS =
      List.of(0.0, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0);

  public BestBlur {
    tried = List.copyOf(tried);
  }

  /**
   * Finds the best of the given blurs.
   *
   * @param set at least one image with its ground truth
   * @param sigmas in pixels, at least one; of equally good ones the first is selected
   */
  public static BestBlur find(List<Labelled> set, PairedMetric metric, List<Double> sigmas) {
    if (set.isEmpty() || sigmas.isEmpty()) {
      throw new IllegalArgumentException("the best blur needs at least one image and one sigma");
    }
    List<Trial> tried = new ArrayList<>();
    for (double sigma : sigmas) {
      tried.add(new Trial(sigma, mean(set, metric, sigma)));
    }
    Trial best = tried.get(0);
    for (Trial trial : tried) {
      if (metric.info().direction().better(trial.value(), best.value())) {
        best = trial;
      }
    }
    return new BestBlur(best.sigma(), best.value(), tried);
  }

  private static double mean(List<Labelled> set, PairedMetric metric, double sigma) {
    double sum = 0;
    for (Labelled image : set) {
      sum += metric.value(Filter.gaussian(image.degraded(), sigma), image.clean());
    }
    return sum / set.size();
  }

  /** Applies the blur to an image. */
  public Tensor apply(Tensor image) {
    return Filter.gaussian(image, sigma);
  }
}
