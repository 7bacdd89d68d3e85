// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import io.pentimento.core.tensor.Tensor;

/** Measures a single image. Thread-safe. */
public interface ImageMetric {
  MetricInfo info();

  /**
   * Rates one image without a reference.
   *
   * @param image (1, 3, H, W), RGB in [0, 1]
   */
  double value(Tensor image);
}
