package io.pentimento.core.face.align;

import io.pentimento.core.image.resize.Border;
import io.pentimento.core.tensor.Tensor;

/** Values of an image between its pixels, by Keys' cubic with a = −0.5, clamped to [0, 1]. */
final class CubicSampler {
  private static final int TAPS = 4;

  private final float[] planes;
  private final int width;
  private final int height;
  private final int[] columns = new int[TAPS];
  private final int[] rows = new int[TAPS];
  private final double[] across = new double[TAPS];
  private final double[] down = new double[TAPS];

  CubicSampler(Tensor image) {
    this.planes = image.data();
    this.height = Math.toIntExact(image.dim(2));
    this.width = Math.toIntExact(image.dim(3));
  }

  /**
   * Writes the three channels at a position.
   *
   * @param x in pixels; the centre of the first pixel is 0.5
   * @param out receives the channels at {@code at}, {@code at + stride} and {@code at + 2·stride}
   */
  void sample(double x, double y, float[] out, int at, int stride) {
    prepare(x - 0.5, width, columns, across);
    prepare(y - 0.5, height, rows, down);
    for (int channel = 0; channel < 3; channel++) {
      out[at + channel * stride] = (float) Math.max(0, Math.min(1, value(channel)));
    }
  }

  private double value(int channel) {
    double sum = 0;
    for (int j = 0; j < TAPS; j++) {
      int row = (channel * height + rows[j]) * width;
      double line = 0;
      for (int i = 0; i < TAPS; i++) {
        line += across[i] * planes[row + columns[i]];
      }
      sum += down[j] * line;
    }
    return sum;
  }

  private static void prepare(double position, int length, int[] indices, double[] weights) {
    int first = (int) Math.floor(position) - 1;
    double t = position - Math.floor(position);
    weights[0] = ((-0.5 * t + 1) * t - 0.5) * t;
    weights[1] = (1.5 * t - 2.5) * t * t + 1;
    weights[2] = ((-1.5 * t + 2) * t + 0.5) * t;
    weights[3] = (0.5 * t - 0.5) * t * t;
    for (int i = 0; i < TAPS; i++) {
      indices[i] = Border.REFLECT_101.index(first + i, length);
    }
  }
}
