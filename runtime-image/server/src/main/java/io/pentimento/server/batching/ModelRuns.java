// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.batching;

import io.pentimento.core.tensor.Tensor;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** Passes images to the model: each one separately, or several in one run. */
@FunctionalInterface
public interface ModelRuns {
  /** Each image separately and immediately. */
  ModelRuns DIRECT = (image, weight, model) -> model.apply(image);

  /**
   * Restores an image.
   *
   * @param image (1, 3, H, W) of the model's size
   * @param weight of the model; all images of a run have the same weight
   * @param model restores images (N, 3, H, W) with that weight
   */
  Tensor run(Tensor image, OptionalDouble weight, UnaryOperator<Tensor> model);
}
