// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.filter;

import io.pentimento.core.diffusion.noise.Chunks;

/** A linear map along one axis, (outputs × inputs), whose rows are zero outside a band. */
final class Resampling {
  private final int inputs;
  private final int[] first;
  private final float[][] weights;

  private Resampling(int inputs, int[] first, float[][] weights) {
    this.inputs = inputs;
    this.first = first;
    this.weights = weights;
  }

  /**
   * The cubic resampling from {@code inputs} to {@code outputs} samples, antialiased for
   * downsampling, with mirrored edges; docs/method.md, section 2.3.
   */
  static Resampling cubic(int inputs, int outputs) {
    int[] first = new int[outputs];
    float[][] weights = new float[outputs][];
    for (int o = 0; o < outputs; o++) {
      double[] row = row(inputs, outputs / (double) inputs, o);
      int from = 0;
      int to = inputs;
      while (row[from] == 0) {
        from++;
      }
      while (row[to - 1] == 0) {
        to--;
      }
      first[o] = from;
      weights[o] = new float[to - from];
      for (int i = from; i < to; i++) {
        weights[o][i - from] = (float) row[i];
      }
    }
    return new Resampling(inputs, first, weights);
  }

  int outputs() {
    return weights.length;
  }

  /** The first index of the band of an output's row. */
  int first(int output) {
    return first[output];
  }

  /** The band of an output's row. */
  float[] band(int output) {
    return weights[output].clone();
  }

  /** Adds taps that are mirrored to the same sample. */
  private static double[] row(int inputs, double scale, int output) {
    double shrink = Math.min(1, scale);
    double width = CubicKernel.SUPPORT / shrink;
    double centre = (output + 0.5) / scale - 0.5;
    int left = (int) Math.floor(centre - width / 2);
    int right = left + (int) Math.ceil(width) + 1;
    double[] row = new double[inputs];
    double sum = 0;
    for (int tap = left; tap <= right; tap++) {
      double weight = CubicKernel.at(shrink * (centre - tap));
      row[mirror(tap, inputs)] += weight;
      sum += weight;
    }
    for (int i = 0; i < inputs; i++) {
      row[i] /= sum;
    }
    return row;
  }

  /** Period 2n: 0 … n−1, n−1 … 0. */
  private static int mirror(int index, int n) {
    int i = Math.floorMod(index, 2 * n);
    return i < n ? i : 2 * n - 1 - i;
  }

  /** Applies the map along rows: planes (…, H, {@code inputs}) to (…, H, outputs). */
  float[] alongWidth(float[] x) {
    int lines = x.length / inputs;
    float[] y = new float[lines * outputs()];
    Chunks.forEachLine(
        lines,
        inputs,
        (from, to) -> {
          for (int line = from; line < to; line++) {
            resampleLine(x, line * inputs, y, line * outputs());
          }
        });
    return y;
  }

  private void resampleLine(float[] x, int from, float[] y, int to) {
    for (int o = 0; o < outputs(); o++) {
      float[] band = weights[o];
      int at = from + first[o];
      float sum = 0;
      for (int k = 0; k < band.length; k++) {
        sum += band[k] * x[at + k];
      }
      y[to + o] = sum;
    }
  }

  /** Applies the map along columns: planes (…, {@code inputs}, W) to (…, outputs, W). */
  float[] alongHeight(float[] x, int width) {
    int rows = x.length / (inputs * width) * outputs();
    float[] y = new float[rows * width];
    Chunks.forEachLine(
        rows,
        width,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            resampleRow(x, row, y, width);
          }
        });
    return y;
  }

  private void resampleRow(float[] x, int row, float[] y, int width) {
    int o = row % outputs();
    int top = row / outputs() * inputs + first[o];
    for (int k = 0; k < weights[o].length; k++) {
      addRow(weights[o][k], x, (top + k) * width, y, row * width, width);
    }
  }

  private static void addRow(float w, float[] x, int from, float[] y, int to, int width) {
    for (int i = 0; i < width; i++) {
      y[to + i] += w * x[from + i];
    }
  }
}
