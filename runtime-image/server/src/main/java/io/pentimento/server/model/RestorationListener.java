// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import io.pentimento.core.tensor.Tensor;
import java.time.Duration;
import java.util.OptionalDouble;

/** Receives each restored image. Must return quickly and not change the tensors. */
public interface RestorationListener {
  /** Ignores all images. */
  RestorationListener NONE = (image, weight, restored, duration) -> {};

  /**
   * @param image before restoration, (1, 3, H, W)
   * @param weight wish for w; empty for the default
   */
  void restored(Tensor image, OptionalDouble weight, Tensor restored, Duration duration);
}
