// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import io.pentimento.core.tensor.Tensor;
import java.util.SplittableRandom;

/** Inputs with the same cost as real images. */
public final class Images {
  private Images() {}

  /** Noise in [0, 1], (1, 3, size, size). */
  public static Tensor random(Size size, long seed) {
    Tensor image = Tensor.zeros(1, 3, size.pixels(), size.pixels());
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = (float) random.nextDouble();
    }
    return image;
  }
}
