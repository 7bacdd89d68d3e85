// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import io.pentimento.core.tensor.Tensor;

/** Compares a restored image with its ground truth. Thread-safe. */
public interface PairedMetric {
  MetricInfo info();

  /**
   * Compares an image with its ground truth.
   *
   * @param restored (1, 3, H, W), RGB in [0, 1]
   * @param reference the ground truth, of the same shape
   */
  double value(Tensor restored, Tensor reference);
}
