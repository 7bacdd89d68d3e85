// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.niqe;

import io.pentimento.core.image.resize.Filter;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;

/**
 * The 36 natural scene statistics of every patch of an image: 18 at full and 18 at half size
 * (Mittal, Soundararajan and Bovik 2013).
 *
 * @param features one row of 36 per patch; NaN where a patch is flat
 * @param sharpness the mean local deviation of every patch, in levels
 */
record NaturalScene(double[][] features, double[] sharpness) {
  private static final int PER_SCALE = 18;
  private static final int[][] NEIGHBOURS = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};
  private static final double[] WINDOW = Filter.gaussianTaps(7, 7.0 / 6);

  /**
   * @param luma height · width values on the scale 0 to 255
   * @param patch even side length in pixels; the remainder at the right and bottom is ignored
   */
  static NaturalScene of(double[] luma, int height, int width, int patch) {
    int rows = height / patch;
    int columns = width / patch;
    if (rows == 0 || columns == 0) {
      throw new IllegalArgumentException(
          "an image of %d×%d is smaller than a patch of %d pixels".formatted(width, height, patch));
    }
    double[] full = cropped(luma, width, rows * patch, columns * patch);
    double[][] features = new double[rows * columns][2 * PER_SCALE];
    double[] sharpness = new double[rows * columns];
    describe(full, columns * patch, patch, 0, features, sharpness);
    double[] half = halved(full, rows * patch, columns * patch);
    describe(half, columns * patch / 2, patch / 2, PER_SCALE, features, new double[rows * columns]);
    return new NaturalScene(features, sharpness);
  }

  private static double[] cropped(double[] luma, int width, int h, int w) {
    double[] inner = new double[h * w];
    for (int y = 0; y < h; y++) {
      System.arraycopy(luma, y * width, inner, y * w, w);
    }
    return inner;
  }

  static double[] halved(double[] luma, int height, int width) {
    float[] scaled = new float[luma.length];
    for (int i = 0; i < luma.length; i++) {
      scaled[i] = (float) (luma[i] / 255);
    }
    Tensor half = Resize.cubic(Tensor.of(scaled, 1, 1, height, width), height / 2, width / 2);
    double[] levels = new double[half.size()];
    Arrays.setAll(levels, i -> half.data()[i] * 255.0);
    return levels;
  }

  private static void describe(
      double[] luma, int width, int patch, int at, double[][] features, double[] sharpness) {
    double[] deviation = new double[luma.length];
    double[] normalised = normalised(luma, width, deviation);
    int columns = width / patch;
    for (int n = 0; n < features.length; n++) {
      int corner = n / columns * patch * width + n % columns * patch;
      double[] block = block(normalised, width, corner, patch);
      System.arraycopy(statistics(block, patch), 0, features[n], at, PER_SCALE);
      sharpness[n] = Arrays.stream(block(deviation, width, corner, patch)).average().orElseThrow();
    }
  }

  /** (value − local mean) / (local deviation + 1); also writes the deviation. */
  private static double[] normalised(double[] luma, int width, double[] deviation) {
    double[] mean = LocalMean.of(luma, width, WINDOW);
    double[] squares = new double[luma.length];
    Arrays.setAll(squares, i -> luma[i] * luma[i]);
    double[] meanSquare = LocalMean.of(squares, width, WINDOW);
    double[] normalised = new double[luma.length];
    for (int i = 0; i < luma.length; i++) {
      deviation[i] = Math.sqrt(Math.abs(meanSquare[i] - mean[i] * mean[i]));
      normalised[i] = (luma[i] - mean[i]) / (deviation[i] + 1);
    }
    return normalised;
  }

  private static double[] block(double[] plane, int width, int corner, int patch) {
    double[] block = new double[patch * patch];
    for (int y = 0; y < patch; y++) {
      System.arraycopy(plane, corner + y * width, block, y * patch, patch);
    }
    return block;
  }

  static double[] statistics(double[] block, int patch) {
    double[] statistics = new double[PER_SCALE];
    AsymmetricGaussian own = AsymmetricGaussian.fit(block);
    statistics[0] = own.shape();
    statistics[1] = (own.left() + own.right()) / 2;
    int at = 2;
    for (int[] neighbour : NEIGHBOURS) {
      AsymmetricGaussian fit = AsymmetricGaussian.fit(products(block, patch, neighbour));
      statistics[at++] = fit.shape();
      statistics[at++] = fit.mean();
      statistics[at++] = fit.left();
      statistics[at++] = fit.right();
    }
    return statistics;
  }

  /**
   * The product of every value and its neighbour above or left; beyond the edge the block wraps
   * around.
   */
  private static double[] products(double[] block, int patch, int[] neighbour) {
    double[] products = new double[block.length];
    for (int i = 0; i < block.length; i++) {
      int y = Math.floorMod(i / patch - neighbour[0], patch);
      int x = Math.floorMod(i % patch - neighbour[1], patch);
      products[i] = block[i] * block[y * patch + x];
    }
    return products;
  }
}
