// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;

/**
 * Kernel distance: unbiased squared maximum mean discrepancy of the features of two sets with the
 * kernel (x·y / d + 1)³. Unlike FID it can be used with few images; values can be negative.
 */
public record Kid(FeatureExtractor extractor) implements SetMetric {
  /** Mean and standard deviation of the distance over random subsets. */
  public record Estimate(double mean, double deviation) {}

  @Override
  public MetricInfo info() {
    return new MetricInfo("kid-" + extractor.name(), Direction.LOWER_IS_BETTER, 1);
  }

  @Override
  public double value(Iterable<Tensor> images, Iterable<Tensor> reference) {
    return distance(extractor.features(images), extractor.features(reference));
  }

  /**
   * Distance of two sets of feature vectors.
   *
   * @param x one feature vector per row; at least two
   * @param y of the same dimension; at least two
   */
  public static double distance(float[][] x, float[][] y) {
    if (x.length < 2 || y.length < 2) {
      throw new IllegalArgumentException(
          "a kernel distance needs at least two images in each set, not %d and %d"
              .formatted(x.length, y.length));
    }
    if (x[0].length != y[0].length) {
      throw new IllegalArgumentException(
          "feature vectors of %d and %d values cannot be compared"
              .formatted(x[0].length, y[0].length));
    }
    return within(x) + within(y) - 2 * between(x, y);
  }

  /**
   * The distance over random subsets, each drawn without replacement.
   *
   * @param size images per subset, at most as many as the smaller set has
   */
  public static Estimate subsets(float[][] x, float[][] y, int subsets, int size, long seed) {
    if (subsets < 1 || size < 2 || size > Math.min(x.length, y.length)) {
      throw new IllegalArgumentException(
          "cannot draw %d subsets of %d from %d and %d images"
              .formatted(subsets, size, x.length, y.length));
    }
    CounterRandom random = new CounterRandom(seed, new byte[0], 0);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < subsets; i++) {
      double distance = distance(draw(x, size, random), draw(y, size, random));
      sum += distance;
      squares += distance * distance;
    }
    double mean = sum / subsets;
    return new Estimate(mean, Math.sqrt(Math.max(0, squares / subsets - mean * mean)));
  }

  private static float[][] draw(float[][] rows, int size, CounterRandom random) {
    float[][] shuffled = rows.clone();
    float[][] drawn = new float[size][];
    for (int i = 0; i < size; i++) {
      int pick = i + random.nextInt(rows.length - i);
      drawn[i] = shuffled[pick];
      shuffled[pick] = shuffled[i];
    }
    return drawn;
  }

  private static double within(float[][] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += kernel(x[i], x[j]);
      }
    }
    return 2 * sum / ((double) x.length * (x.length - 1));
  }

  private static double between(float[][] x, float[][] y) {
    double sum = 0;
    for (float[] a : x) {
      for (float[] b : y) {
        sum += kernel(a, b);
      }
    }
    return sum / ((double) x.length * y.length);
  }

  private static double kernel(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    double base = dot / a.length + 1;
    return base * base * base;
  }
}
