// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import io.pentimento.core.tensor.Tensor;

/** Applies a change of colour to every pixel of an image (1, 3, H, W) alone. */
final class PixelMap {
  /** Changes the three values of one pixel in place. */
  interface PixelChange {
    void change(double[] rgb);
  }

  private PixelMap() {}

  static Tensor apply(Tensor image, PixelChange change) {
    int plane = image.size() / 3;
    float[] in = image.data();
    float[] out = new float[in.length];
    double[] rgb = new double[3];
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[c] = in[c * plane + i];
      }
      change.change(rgb);
      for (int c = 0; c < 3; c++) {
        out[c * plane + i] = (float) rgb[c];
      }
    }
    return Tensor.of(out, image.shape());
  }
}
