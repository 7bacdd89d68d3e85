// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.resize;

/**
 * A square, odd-sized, normalised blur kernel.
 *
 * <p>An anisotropic Gaussian has the value exp(−½ pᵀΣ⁻¹p) at integer offsets p = (x, y) from the
 * centre, with Σ = R(θ)·diag(σx², σy²)·R(θ)ᵀ (docs/method.md, "Degradations").
 */
public final class BlurKernel {
  private final int size;
  private final double[] weights;

  private BlurKernel(int size, double[] weights) {
    this.size = size;
    this.weights = weights;
  }

  public static BlurKernel isotropic(int size, double sigma) {
    return gaussian(size, sigma, sigma, 0);
  }

  /**
   * An elliptical Gaussian.
   *
   * @param size odd, in pixels
   * @param sigmaX standard deviation along the first axis of the ellipse, in pixels
   * @param theta rotation of the ellipse in radians
   */
  public static BlurKernel gaussian(int size, double sigmaX, double sigmaY, double theta) {
    if (size < 1 || size % 2 == 0 || !(sigmaX > 0) || !(sigmaY > 0)) {
      throw new IllegalArgumentException(
          "a Gaussian kernel needs an odd size and positive sigmas, not size %d, sigmas %s and %s"
              .formatted(size, sigmaX, sigmaY));
    }
    double cos = Math.cos(theta);
    double sin = Math.sin(theta);
    int half = size / 2;
    double[] weights = new double[size * size];
    for (int i = 0; i < weights.length; i++) {
      double x = i % size - half;
      double y = i / size - half;
      double along = (cos * x + sin * y) / sigmaX;
      double across = (cos * y - sin * x) / sigmaY;
      weights[i] = Math.exp(-0.5 * (along * along + across * across));
    }
    return new BlurKernel(size, normalised(weights));
  }

  /** Normalised samples of a Gaussian at integer offsets: a factor of the isotropic kernel. */
  static double[] gaussianTaps(int size, double sigma) {
    double[] taps = new double[size];
    for (int i = 0; i < size; i++) {
      double d = (i - size / 2) / sigma;
      taps[i] = Math.exp(-0.5 * d * d);
    }
    return normalised(taps);
  }

  private static double[] normalised(double[] weights) {
    double sum = 0;
    for (double w : weights) {
      sum += w;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  public int size() {
    return size;
  }

  /** Row {@code y}, column {@code x}, counted from the corner. */
  public double weight(int y, int x) {
    return weights[y * size + x];
  }
}
