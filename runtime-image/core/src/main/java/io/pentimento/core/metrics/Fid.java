// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Fréchet distance between Gaussians fitted to the features of two sets.
 *
 * <p>Biased upwards for few images: compare only values for sets of equal size.
 */
public record Fid(FeatureExtractor extractor) implements SetMetric {
  @Override
  public MetricInfo info() {
    return new MetricInfo("fid-" + extractor.name(), Direction.LOWER_IS_BETTER, 1);
  }

  @Override
  public double value(Iterable<Tensor> images, Iterable<Tensor> reference) {
    return distance(
        GaussianStatistics.of(extractor.features(images)),
        GaussianStatistics.of(extractor.features(reference)));
  }

  /**
   * |μ1 − μ2|² + tr(C1 + C2 − 2 (C1 C2)^½). The last trace is the sum of the square roots of the
   * eigenvalues of C1^½ C2 C1^½, which is symmetric, so that singular covariances (fewer images
   * than features) are allowed. The time is cubic in the dimension.
   */
  public static double distance(GaussianStatistics a, GaussianStatistics b) {
    if (a.mean().length != b.mean().length) {
      throw new IllegalArgumentException(
          "feature vectors of %d and %d values cannot be compared"
              .formatted(a.mean().length, b.mean().length));
    }
    RealMatrix root = root(MatrixUtils.createRealMatrix(a.covariance()));
    RealMatrix other = MatrixUtils.createRealMatrix(b.covariance());
    double distance = 0;
    for (double eigenvalue : eigenvalues(root.multiply(other).multiply(root))) {
      distance -= 2 * Math.sqrt(Math.max(0, eigenvalue));
    }
    for (int i = 0; i < a.mean().length; i++) {
      double d = a.mean()[i] - b.mean()[i];
      distance += d * d + a.covariance()[i][i] + b.covariance()[i][i];
    }
    return distance;
  }

  private static RealMatrix root(RealMatrix covariance) {
    Eigen eigen = eigen(covariance);
    double[] roots = eigen.values().clone();
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Math.sqrt(Math.max(0, roots[i]));
    }
    RealMatrix vectors = eigen.vectors();
    return vectors
        .multiply(MatrixUtils.createRealDiagonalMatrix(roots))
        .multiplyTransposed(vectors);
  }

  private static double[] eigenvalues(RealMatrix almostSymmetric) {
    RealMatrix symmetric = almostSymmetric.add(almostSymmetric.transpose()).scalarMultiply(0.5);
    return eigen(symmetric).values();
  }

  private record Eigen(double[] values, RealMatrix vectors) {
    static Eigen of(RealMatrix symmetric) {
      EigenDecompositionSymmetric found = new EigenDecompositionSymmetric(symmetric);
      return new Eigen(found.getEigenvalues(), found.getV());
    }
  }

  /**
   * The iteration may not converge for eigenvalues near zero, which singular covariances have many
   * of. A multiple of the identity moves them away from zero and keeps the eigenvectors.
   */
  private static Eigen eigen(RealMatrix symmetric) {
    try {
      return Eigen.of(symmetric);
    } catch (MathIllegalStateException e) {
      double shift = symmetric.getFrobeniusNorm();
      RealMatrix identity = MatrixUtils.createRealIdentityMatrix(symmetric.getRowDimension());
      Eigen moved = Eigen.of(symmetric.add(identity.scalarMultiply(shift)));
      double[] values = Arrays.stream(moved.values()).map(value -> value - shift).toArray();
      return new Eigen(values, moved.vectors());
    }
  }
}
