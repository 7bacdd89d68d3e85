package io.pentimento.server.batching;

import io.pentimento.core.tensor.Tensor;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** How images reach the model: each alone, or several in one run. */
@FunctionalInterface
public interface ModelRuns {
  /** Each image alone and at once. */
  ModelRuns DIRECT = (image, weight, model) -> model.apply(image);

  /**
   * Restores an image.
   *
   * @param image (1, 3, H, W) of the model's size
   * @param weight with which the model is run; images of one run have the same
   * @param model restores images (N, 3, H, W) with that weight
   */
  Tensor run(Tensor image, OptionalDouble weight, UnaryOperator<Tensor> model);
}
