// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Maps an image to a feature vector; metrics of sets compare distributions of these vectors. */
public interface FeatureExtractor {
  /** Part of the names of metrics that use it. */
  String name();

  /**
   * Features of one image.
   *
   * @param image (1, 3, H, W), RGB in [0, 1]
   * @return a vector of the same length for every image
   */
  float[] features(Tensor image);

  /** One row per image. */
  default float[][] features(Iterable<Tensor> images) {
    List<float[]> rows = new ArrayList<>();
    for (Tensor image : images) {
      rows.add(features(image));
    }
    return rows.toArray(float[][]::new);
  }
}
