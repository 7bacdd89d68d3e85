// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.niqe;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.core.checkpoint.numpy.NpyArray;
import io.pentimento.core.checkpoint.numpy.Npz;
import io.pentimento.core.metrics.GaussianStatistics;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The reference statistics of NIQE: mean and covariance of the 36 natural scene statistics over the
 * patches of pristine images.
 *
 * @param patch side of a patch in pixels, even; the published parameters have 96
 * @param source description of their origin
 */
public record NiqeParameters(int patch, String source, double[] mean, double[][] covariance) {
  private static final int PUBLISHED_PATCH = 96;
  private static final int FEATURES = 36;
  private static final long[] SQUARE = {FEATURES, FEATURES};

  /** Minimum sharpness of a patch, relative to the sharpest one of its image. */
  private static final double SHARP = 0.75;

  public NiqeParameters {
    if (patch < 16 || patch % 2 != 0) {
      throw new IllegalArgumentException("a NIQE patch must be even and at least 16, not " + patch);
    }
    boolean square = covariance.length == FEATURES;
    for (double[] row : covariance) {
      square &= row.length == FEATURES;
    }
    if (mean.length != FEATURES || !square) {
      throw new IllegalArgumentException(
          "NIQE parameters need 36 means and 36×36 covariances (%s)".formatted(source));
    }
  }

  /**
   * The published parameters, as distributed with BasicSR: arrays {@code mu_pris_param} and {@code
   * cov_pris_param} of an {@code .npz} file.
   */
  public static NiqeParameters published(Path npz) throws IOException {
    try (InputStream in = Files.newInputStream(npz)) {
      return published(in, npz.toString());
    }
  }

  /**
   * The same from a stream, which is not closed.
   *
   * @param name of the file, for errors
   */
  public static NiqeParameters published(InputStream npz, String name) throws IOException {
    Map<String, NpyArray> arrays = Npz.read(npz);
    NpyArray mean = arrays.get("mu_pris_param");
    NpyArray covariance = arrays.get("cov_pris_param");
    if (mean == null || covariance == null) {
      throw new IllegalArgumentException(
          "%s has no arrays mu_pris_param and cov_pris_param".formatted(name));
    }
    if (mean.size() != FEATURES || !Arrays.equals(covariance.shape(), SQUARE)) {
      throw new IllegalArgumentException(
          "%1$s needs %2$d means and %2$d×%2$d covariances, but has shapes %3$s and %4$s"
              .formatted(
                  name,
                  FEATURES,
                  Arrays.toString(mean.shape()),
                  Arrays.toString(covariance.shape())));
    }
    double[] flat = covariance.doubles();
    double[][] rows = new double[FEATURES][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * FEATURES, (i + 1) * FEATURES));
    return new NiqeParameters(
        PUBLISHED_PATCH, "published (Mittal et al. 2013)", mean.doubles(), rows);
  }

  /**
   * Computes parameters from clean images, using the sharp patches of each.
   *
   * @param images each (1, 3, H, W), RGB in [0, 1]
   * @param patch smaller than 96 for small images; the values are then on another scale, and {@link
   *     Niqe} has the size in its name
   * @param source description of the images
   */
  public static NiqeParameters fit(Iterable<Tensor> images, int patch, String source) {
    List<double[]> rows = new ArrayList<>();
    for (Tensor image : images) {
      NaturalScene scene = Niqe.scene(image, patch);
      double sharpest = Arrays.stream(scene.sharpness()).max().orElseThrow();
      for (int n = 0; n < scene.features().length; n++) {
        boolean finite = Arrays.stream(scene.features()[n]).allMatch(Double::isFinite);
        if (finite && scene.sharpness()[n] >= SHARP * sharpest) {
          rows.add(scene.features()[n]);
        }
      }
    }
    GaussianStatistics fitted = GaussianStatistics.of(rows.toArray(double[][]::new));
    return new NiqeParameters(patch, source, fitted.mean(), fitted.covariance());
  }

  /** Writes them as JSON. */
  public void save(Path json) throws IOException {
    new ObjectMapper().writeValue(json.toFile(), this);
  }

  /** Reads a file written by {@link #save}. */
  public static NiqeParameters load(Path json) throws IOException {
    return new ObjectMapper().readValue(json.toFile(), NiqeParameters.class);
  }
}
