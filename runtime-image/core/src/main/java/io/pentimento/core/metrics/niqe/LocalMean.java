// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.niqe;

import io.pentimento.core.image.resize.Border;

/**
 * The weighted mean of a window around every pixel, in double precision; the edge pixel is
 * repeated.
 */
final class LocalMean {
  private LocalMean() {}

  static double[] of(double[] plane, int width, double[] taps) {
    int height = plane.length / width;
    int half = taps.length / 2;
    double[] across = new double[plane.length];
    double[] down = new double[plane.length];
    for (int i = 0; i < plane.length; i++) {
      for (int k = 0; k < taps.length; k++) {
        int x = Border.NEAREST.index(i % width + k - half, width);
        across[i] += taps[k] * plane[i / width * width + x];
      }
    }
    for (int i = 0; i < plane.length; i++) {
      for (int k = 0; k < taps.length; k++) {
        int y = Border.NEAREST.index(i / width + k - half, height);
        down[i] += taps[k] * across[y * width + i % width];
      }
    }
    return down;
  }
}
