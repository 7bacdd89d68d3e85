// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.resize;

import io.pentimento.core.tensor.Tensor;

/** Linear filters on every plane of images (N, C, H, W), with reflect-101 borders. */
public final class Filter {
  /** Weights below this value do not affect a float32 result. */
  private static final double NEGLIGIBLE = 1e-10;

  private Filter() {}

  /** Correlation with a kernel, as OpenCV's filter2D. */
  public static Tensor correlate(Tensor images, BlurKernel kernel) {
    int height = Math.toIntExact(images.dim(2));
    int width = Math.toIntExact(images.dim(3));
    float[] out = new float[images.size()];
    for (int row = 0; row < images.size() / width; row++) {
      correlateRow(images.data(), row / height * height, row % height, height, width, kernel, out);
    }
    return Tensor.of(out, images.shape());
  }

  /**
   * @param plane index in the data at which the plane begins
   */
  private static void correlateRow(
      float[] in, int plane, int y, int height, int width, BlurKernel kernel, float[] out) {
    int half = kernel.size() / 2;
    double[] sums = new double[width];
    float[] padded = new float[width + 2 * half];
    for (int ky = 0; ky < kernel.size(); ky++) {
      int from = (plane + Border.REFLECT_101.index(y + ky - half, height)) * width;
      pad(in, from, width, half, padded);
      for (int kx = 0; kx < kernel.size(); kx++) {
        double weight = kernel.weight(ky, kx);
        for (int x = 0; weight > NEGLIGIBLE && x < width; x++) {
          sums[x] += weight * padded[x + kx];
        }
      }
    }
    for (int x = 0; x < width; x++) {
      out[(plane + y) * width + x] = (float) sums[x];
    }
  }

  private static void pad(float[] in, int from, int width, int half, float[] padded) {
    for (int x = 0; x < padded.length; x++) {
      padded[x] = in[from + Border.REFLECT_101.index(x - half, width)];
    }
  }

  /**
   * Isotropic Gaussian blur, truncated at four standard deviations.
   *
   * @param sigma in pixels; 0 is the identity
   */
  public static Tensor gaussian(Tensor images, double sigma) {
    if (sigma == 0) {
      return images;
    }
    return separable(images, gaussian(sigma), Border.REFLECT_101);
  }

  /** Applies the same odd-sized filter along rows and columns. */
  public static Tensor separable(Tensor images, double[] taps, Border border) {
    return Separable.apply(
        images,
        AxisMap.filter(taps, (int) images.dim(2), border),
        AxisMap.filter(taps, (int) images.dim(3), border));
  }

  /** Normalised Gaussian taps; their number is odd. */
  public static double[] gaussianTaps(int size, double sigma) {
    return BlurKernel.gaussianTaps(size, sigma);
  }

  private static double[] gaussian(double sigma) {
    return BlurKernel.gaussianTaps(2 * (int) Math.ceil(4 * sigma) + 1, sigma);
  }
}
