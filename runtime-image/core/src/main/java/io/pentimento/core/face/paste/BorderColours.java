// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;

/**
 * Moves the colours of a restored crop towards those of the photograph at the mask's border: each
 * channel is shifted by a plane c₀ + c₁x + c₂y, fitted by least squares where the mask is soft.
 */
final class BorderColours {
  private static final double SOFT = 0.98;
  private static final int UNKNOWNS = 3;

  private BorderColours() {}

  /**
   * @param crop input of the restorer, (1, 3, size, size)
   * @param restored of the crop's size or a multiple
   * @return a copy of {@code restored} with the border's colours, in [0, 1]
   */
  static Tensor matched(Tensor crop, Tensor restored, PasteMask mask) {
    int size = Math.toIntExact(crop.dim(2));
    int large = Math.toIntExact(restored.dim(2));
    Tensor seen = large > size ? Resize.area(restored, size, size) : restored;
    float[] out = restored.data().clone();
    double[][] planes = fit(crop.data(), seen.data(), size, mask);
    for (int channel = 0; channel < 3; channel++) {
      add(planes[channel], out, channel * large * large, large);
    }
    return Tensor.of(out, restored.shape());
  }

  /** The plane of each channel, over x and y from −0.5 to 0.5, closest to crop − restored. */
  private static double[][] fit(float[] crop, float[] restored, int size, PasteMask mask) {
    double[][] normal = new double[UNKNOWNS][UNKNOWNS];
    double[][] right = new double[3][UNKNOWNS];
    for (int i = 0; i < size * size; i++) {
      double x = (i % size + 0.5) / size;
      double y = (Math.floorDiv(i, size) + 0.5) / size;
      double weight = mask.at(x, y);
      if (weight > 0 && weight < SOFT) {
        double[] terms = {1, x - 0.5, y - 0.5};
        for (int term = 0; term < UNKNOWNS; term++) {
          accumulate(terms, terms[term], normal[term]);
        }
        for (int channel = 0; channel < 3; channel++) {
          int at = channel * size * size + i;
          accumulate(terms, crop[at] - restored[at], right[channel]);
        }
      }
    }
    return new double[][] {
      solve(normal, right[0]), solve(normal, right[1]), solve(normal, right[2])
    };
  }

  private static void accumulate(double[] terms, double factor, double[] sums) {
    for (int i = 0; i < UNKNOWNS; i++) {
      sums[i] += factor * terms[i];
    }
  }

  /** Cramer's rule; no shift if the mask has no soft border. */
  private static double[] solve(double[][] m, double[] right) {
    double determinant = determinant(m);
    double[] solution = new double[UNKNOWNS];
    for (int column = 0; column < UNKNOWNS && determinant > 0; column++) {
      double[][] replaced = {m[0].clone(), m[1].clone(), m[2].clone()};
      for (int row = 0; row < UNKNOWNS; row++) {
        replaced[row][column] = right[row];
      }
      solution[column] = determinant(replaced) / determinant;
    }
    return solution;
  }

  private static double determinant(double[][] m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }

  private static void add(double[] plane, float[] values, int from, int size) {
    for (int row = 0; row < size; row++) {
      double y = (row + 0.5) / size - 0.5;
      double first = plane[0] + plane[2] * y + plane[1] * (0.5 / size - 0.5);
      for (int column = 0; column < size; column++) {
        int at = from + row * size + column;
        float value = (float) (values[at] + first + plane[1] * column / size);
        values[at] = Math.max(0, Math.min(1, value));
      }
    }
  }
}
