// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.resize;

import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;

/**
 * Applies one linear map along the rows and one along the columns of every plane of (N, C, H, W).
 */
final class Separable {
  private Separable() {}

  static Tensor apply(Tensor images, AxisMap vertical, AxisMap horizontal) {
    if (images.rank() != 4) {
      throw new IllegalArgumentException("images have shape (N, C, H, W), not " + images);
    }
    int height = Math.toIntExact(images.dim(2));
    int width = Math.toIntExact(images.dim(3));
    int planes = images.size() / (height * width);
    float[] wide = horizontally(images.data(), planes * height, width, horizontal);
    float[] out = vertically(wide, planes, height, horizontal.outputs(), vertical);
    return Tensor.of(out, images.dim(0), images.dim(1), vertical.outputs(), horizontal.outputs());
  }

  private static float[] horizontally(float[] in, int rows, int width, AxisMap map) {
    int outputs = map.outputs();
    float[] out = new float[rows * outputs];
    for (int row = 0; row < rows; row++) {
      for (int x = 0; x < outputs; x++) {
        int[] indices = map.indices()[x];
        double[] weights = map.weights()[x];
        double sum = 0;
        for (int k = 0; k < indices.length; k++) {
          sum += weights[k] * in[row * width + indices[k]];
        }
        out[row * outputs + x] = (float) sum;
      }
    }
    return out;
  }

  private static float[] vertically(float[] in, int planes, int height, int width, AxisMap map) {
    int outputs = map.outputs();
    float[] out = new float[planes * outputs * width];
    double[] sums = new double[width];
    for (int row = 0; row < planes * outputs; row++) {
      Arrays.fill(sums, 0);
      int[] indices = map.indices()[row % outputs];
      double[] weights = map.weights()[row % outputs];
      for (int k = 0; k < indices.length; k++) {
        int from = (row / outputs * height + indices[k]) * width;
        for (int x = 0; x < width; x++) {
          sums[x] += weights[k] * in[from + x];
        }
      }
      for (int x = 0; x < width; x++) {
        out[row * width + x] = (float) sums[x];
      }
    }
    return out;
  }
}
