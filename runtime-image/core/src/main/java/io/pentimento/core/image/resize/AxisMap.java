// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.resize;

/**
 * A linear map along one axis: output i is the sum over k of weights[i][k] times input
 * indices[i][k].
 */
record AxisMap(int[][] indices, double[][] weights) {
  int outputs() {
    return indices.length;
  }

  /** Linear interpolation between the two nearest pixel centres; the edge pixel is repeated. */
  static AxisMap bilinear(int in, int out) {
    int[][] indices = new int[out][];
    double[][] weights = new double[out][];
    for (int i = 0; i < out; i++) {
      double at = Math.max(0, Math.min(in - 1, centre(i, in, out)));
      int left = Math.min((int) at, Math.max(0, in - 2));
      indices[i] = new int[] {left, Math.min(left + 1, in - 1)};
      weights[i] = new double[] {1 - (at - left), at - left};
    }
    return new AxisMap(indices, weights);
  }

  /**
   * The mean over the area of each output pixel; partly covered pixels are weighted by their part.
   */
  static AxisMap area(int in, int out) {
    double scale = (double) in / out;
    int[][] indices = new int[out][];
    double[][] weights = new double[out][];
    for (int i = 0; i < out; i++) {
      double from = i * scale;
      double to = Math.min(in, from + scale);
      int first = (int) (from + 1e-9);
      int last = Math.min(in, (int) Math.ceil(to - 1e-9));
      indices[i] = new int[last - first];
      weights[i] = new double[last - first];
      for (int j = first; j < last; j++) {
        indices[i][j - first] = j;
        weights[i][j - first] = (Math.min(to, j + 1) - Math.max(from, j)) / (to - from);
      }
    }
    return new AxisMap(indices, weights);
  }

  /**
   * Keys' cubic with a = −0.5, widened for downsampling; the border is mirrored with the edge pixel
   * repeated.
   */
  static AxisMap cubic(int in, int out) {
    double shrink = Math.min(1, (double) out / in);
    int taps = (int) Math.ceil(4 / shrink) + 2;
    int[][] indices = new int[out][taps];
    double[][] weights = new double[out][taps];
    for (int i = 0; i < out; i++) {
      double at = centre(i, in, out);
      int left = (int) Math.floor(at - 2 / shrink);
      double sum = 0;
      for (int k = 0; k < taps; k++) {
        indices[i][k] = Border.SYMMETRIC.index(left + k, in);
        weights[i][k] = keys(shrink * (at - left - k));
        sum += weights[i][k];
      }
      for (int k = 0; k < taps; k++) {
        weights[i][k] /= sum;
      }
    }
    return new AxisMap(indices, weights);
  }

  /** A filter of odd length, centred. */
  static AxisMap filter(double[] taps, int n, Border border) {
    int[][] indices = new int[n][taps.length];
    double[][] weights = new double[n][];
    for (int i = 0; i < n; i++) {
      weights[i] = taps;
      for (int k = 0; k < taps.length; k++) {
        indices[i][k] = border.index(i + k - taps.length / 2, n);
      }
    }
    return new AxisMap(indices, weights);
  }

  /** Position of the centre of output pixel {@code i} in units of input pixel centres. */
  private static double centre(int i, int in, int out) {
    return (i + 0.5) * in / out - 0.5;
  }

  private static double keys(double x) {
    double d = Math.abs(x);
    if (d <= 1) {
      return (1.5 * d - 2.5) * d * d + 1;
    }
    return d <= 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
  }
}
