// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import io.pentimento.core.tensor.Tensor;

/** Compares a set of images with a set of reference images; the images need not be pairs. */
public interface SetMetric {
  MetricInfo info();

  /**
   * Compares a set of images with a reference set.
   *
   * @param images each (1, 3, H, W), RGB in [0, 1]
   * @param reference reference images, at least two
   */
  double value(Iterable<Tensor> images, Iterable<Tensor> reference);
}
