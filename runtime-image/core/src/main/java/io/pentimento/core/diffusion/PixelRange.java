// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion;

import io.pentimento.core.tensor.Tensor;

/**
 * Converts between the range of images, [0, 1], and that of the prior, [−1, 1]; docs/method.md,
 * section 1.7.
 */
public final class PixelRange {
  private PixelRange() {}

  /** 2x − 1, after clamping x to [0, 1]. */
  public static Tensor toPrior(Tensor image) {
    float[] x = new float[image.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = clamp(image.data()[i]) * 2 - 1;
    }
    return Tensor.of(x, image.shape());
  }

  /** (x + 1)/2, clamped to [0, 1]. */
  public static Tensor toImage(Tensor state) {
    float[] x = new float[state.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = clamp((state.data()[i] + 1) / 2);
    }
    return Tensor.of(x, state.shape());
  }

  private static float clamp(float x) {
    return Math.max(0, Math.min(1, x));
  }
}
