// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.niqe;

import io.pentimento.core.metrics.Direction;
import io.pentimento.core.metrics.GaussianStatistics;
import io.pentimento.core.metrics.ImageMetric;
import io.pentimento.core.metrics.MetricInfo;
import io.pentimento.core.metrics.PixelPlanes;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Natural image quality evaluator: the distance of the statistics of an image's patches from those
 * of pristine images (Mittal, Soundararajan and Bovik 2013).
 *
 * <p>Values are comparable only for equal parameters. An image needs at least two patches that are
 * not flat.
 */
public record Niqe(NiqeParameters parameters) implements ImageMetric {
  /** Eigenvalues below this fraction of the largest one are treated as zero. */
  private static final double SINGULAR = 1e-15;

  @Override
  public MetricInfo info() {
    return new MetricInfo("niqe-patch" + parameters.patch(), Direction.LOWER_IS_BETTER, 1);
  }

  @Override
  public double value(Tensor image) {
    return distance(scene(image, parameters.patch()));
  }

  static NaturalScene scene(Tensor image, int patch) {
    PixelPlanes luma = PixelPlanes.of(image).luma();
    double[] rounded = Arrays.stream(luma.values()[0]).map(Math::rint).toArray();
    return NaturalScene.of(rounded, luma.height(), luma.width(), patch);
  }

  /**
   * @param luma height · width integers on the scale 0 to 255
   */
  double ofLuma(double[] luma, int height, int width) {
    return distance(NaturalScene.of(luma, height, width, parameters.patch()));
  }

  private double distance(NaturalScene scene) {
    double[][] whole =
        Arrays.stream(scene.features())
            .filter(row -> Arrays.stream(row).noneMatch(Double::isNaN))
            .toArray(double[][]::new);
    GaussianStatistics own = GaussianStatistics.of(whole);
    RealMatrix pooled =
        MatrixUtils.createRealMatrix(own.covariance())
            .add(MatrixUtils.createRealMatrix(parameters.covariance()))
            .scalarMultiply(0.5);
    RealVector apart =
        MatrixUtils.createRealVector(mean(scene.features()))
            .subtract(MatrixUtils.createRealVector(parameters.mean()));
    return Math.sqrt(pseudoQuadratic(pooled, apart));
  }

  /** The mean of every feature over the patches for which it is defined. */
  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (int i = 0; i < mean.length; i++) {
      int feature = i;
      mean[i] =
          Arrays.stream(rows)
              .mapToDouble(row -> row[feature])
              .filter(value -> !Double.isNaN(value))
              .average()
              .orElse(Double.NaN);
    }
    return mean;
  }

  /** vᵀ M⁺ v with the pseudo-inverse of a symmetric matrix. */
  private static double pseudoQuadratic(RealMatrix symmetric, RealVector vector) {
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(symmetric);
    double[] eigenvalues = eigen.getEigenvalues();
    double largest = Arrays.stream(eigenvalues).map(Math::abs).max().orElseThrow();
    double sum = 0;
    for (int i = 0; i < eigenvalues.length; i++) {
      if (Math.abs(eigenvalues[i]) > SINGULAR * largest) {
        double along = eigen.getEigenvector(i).dotProduct(vector);
        sum += along * along / eigenvalues[i];
      }
    }
    return sum;
  }
}
