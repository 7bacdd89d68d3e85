// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.niqe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.image.resize.Filter;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of natural scene statistics; docs/method.md, section 7.4. */
class NiqeInvariantsTest {

  /** α = 2 for normal values, 1 for those of a Laplace distribution. */
  @Test
  void theShapeOfKnownDistributionsIsFound() {
    CounterRandom random = new CounterRandom(1, new byte[0], 0);
    double[] normal = new double[60_000];
    double[] laplace = new double[60_000];
    for (int i = 0; i < normal.length; i++) {
      normal[i] = 3 * random.nextGaussian();
      double u = random.nextDouble() - 0.5;
      laplace[i] = -Math.signum(u) * Math.log(1 - 2 * Math.abs(u));
    }

    assertThat(AsymmetricGaussian.fit(normal).shape()).isCloseTo(2, within(0.06));
    assertThat(AsymmetricGaussian.fit(laplace).shape()).isCloseTo(1, within(0.04));
  }

  /** A Gaussian of deviation σ has the scale β = σ·√2. */
  @Test
  void theScaleOfNormalValuesIsTheirDeviation() {
    CounterRandom random = new CounterRandom(2, new byte[0], 0);
    double[] normal = new double[60_000];
    for (int i = 0; i < normal.length; i++) {
      normal[i] = 3 * random.nextGaussian();
    }
    AsymmetricGaussian fit = AsymmetricGaussian.fit(normal);

    assertThat(fit.left()).isCloseTo(3 * Math.sqrt(2), within(0.1));
    assertThat(fit.right()).isCloseTo(3 * Math.sqrt(2), within(0.1));
    assertThat(fit.mean()).isCloseTo(0, within(0.05));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 4})
  void scalingTheValuesScalesBothSidesAndKeepsTheShape(double factor) {
    double[] values = asymmetric();
    double[] scaled = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = factor * values[i];
    }
    AsymmetricGaussian plain = AsymmetricGaussian.fit(values);
    AsymmetricGaussian fit = AsymmetricGaussian.fit(scaled);

    assertThat(fit.shape()).isEqualTo(plain.shape(), within(0.0011));
    assertThat(fit.left()).isCloseTo(factor * plain.left(), within(0.01 * factor));
    assertThat(fit.right()).isCloseTo(factor * plain.right(), within(0.01 * factor));
  }

  @Test
  void mirroringTheValuesExchangesTheSides() {
    double[] values = asymmetric();
    double[] mirrored = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      mirrored[i] = -values[i];
    }
    AsymmetricGaussian plain = AsymmetricGaussian.fit(values);
    AsymmetricGaussian fit = AsymmetricGaussian.fit(mirrored);

    assertThat(fit.left()).isCloseTo(plain.right(), within(1e-9));
    assertThat(fit.right()).isCloseTo(plain.left(), within(1e-9));
    assertThat(fit.mean()).isCloseTo(-plain.mean(), within(1e-9));
    assertThat(plain.right()).isGreaterThan(plain.left());
    assertThat(plain.mean()).isPositive();
  }

  @Test
  void valuesOfOneSignHaveNoFit() {
    AsymmetricGaussian fit = AsymmetricGaussian.fit(new double[] {1, 2, 3});

    assertThat(fit.shape()).isNaN();
    assertThat(fit.left()).isNaN();
    assertThat(fit.right()).isNaN();
  }

  @Test
  void aLocalMeanOfAConstantIsTheConstantUpToTheEdges() {
    double[] plane = new double[20 * 9];
    Arrays.fill(plane, 42);

    for (double mean : LocalMean.of(plane, 20, Filter.gaussianTaps(7, 7.0 / 6))) {
      assertThat(mean).isCloseTo(42, within(1e-12));
    }
  }

  /** At the edge its pixel is repeated. */
  @Test
  void aLocalMeanWeightsItsNeighbours() {
    double[] taps = {0.25, 0.5, 0.25};
    double[] mean = LocalMean.of(new double[] {4, 0, 0, 8}, 4, taps);

    assertThat(mean).containsExactly(new double[] {3, 1, 2, 6}, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"64, 64, 32, 4", "70, 95, 32, 4", "32, 96, 32, 3", "32, 32, 32, 1"})
  void onlyWholePatchesAreDescribed(int height, int width, int patch, int patches) {
    NaturalScene scene = NaturalScene.of(noise(height, width), height, width, patch);

    assertThat(scene.features()).hasNumberOfRows(patches);
    assertThat(scene.features()[0]).hasSize(36);
    assertThat(scene.sharpness()).hasSize(patches);
  }

  /** A patch without texture has no distribution; that of its neighbour is not affected. */
  @Test
  void aFlatPatchHasNoStatistics() {
    double[] luma = noise(64, 128);
    for (int i = 0; i < luma.length; i++) {
      luma[i] = i % 128 < 60 ? 128 : luma[i];
    }
    NaturalScene scene = NaturalScene.of(luma, 64, 128, 32);

    assertThat(scene.features()[0]).contains(Double.NaN);
    assertThat(scene.sharpness()[0]).isCloseTo(0, within(1e-3));
    assertThat(scene.features()[3]).doesNotContain(Double.NaN);
    assertThat(scene.sharpness()[3]).isGreaterThan(10);
  }

  @Test
  void blurringReducesTheSharpness() {
    Tensor sharp = texture(1);
    double before = Niqe.scene(sharp, 32).sharpness()[5];
    double after = Niqe.scene(Filter.gaussian(sharp, 2), 32).sharpness()[5];

    assertThat(after).isLessThan(before / 2);
  }

  /** The distance of the reference's own statistics is small, and noise and blur increase it. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 3})
  void moreBlurIsFartherFromCleanImages(double sigma) {
    Niqe niqe = new Niqe(fitted());
    Tensor clean = texture(20);

    assertThat(niqe.value(Filter.gaussian(clean, sigma)))
        .isGreaterThan(niqe.value(Filter.gaussian(clean, sigma - 0.9)));
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 14, 33, 0, -2})
  void aPatchIsEvenAndNotTooSmall(int patch) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NiqeParameters(patch, "test", new double[36], new double[36][36]))
        .withMessage("a NIQE patch must be even and at least 16, not %d", patch);
  }

  @Test
  void parametersOfAnotherSizeAreRejected() {
    double[][] ragged = new double[36][36];
    ragged[35] = new double[35];
    double[][][] covariances = {new double[35][36], ragged};
    for (double[][] covariance : covariances) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new NiqeParameters(32, "test", new double[36], covariance))
          .withMessage("NIQE parameters need 36 means and 36×36 covariances (test)");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NiqeParameters(32, "test", new double[18], new double[36][36]));
  }

  @Test
  void aFileWithArraysOfAnotherSizeIsRejectedWithItsName() throws IOException {
    byte[] small = npz("mu_pris_param", "1, 36", 36, "cov_pris_param", "18, 18", 324);
    byte[] large = npz("mu_pris_param", "1, 36", 36, "cov_pris_param", "72, 72", 5184);
    for (byte[] file : new byte[][] {small, large}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> NiqeParameters.published(new ByteArrayInputStream(file), "params.npz"))
          .withMessageStartingWith("params.npz needs 36 means and 36×36 covariances");
    }
  }

  @Test
  void aFileWithoutTheArraysIsRejectedWithItsName() throws IOException {
    byte[] file = npz("mu", "1, 36", 36, "cov_pris_param", "36, 36", 1296);

    assertThatThrownBy(() -> NiqeParameters.published(new ByteArrayInputStream(file), "p.npz"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("p.npz has no arrays mu_pris_param and cov_pris_param");
  }

  private static byte[] npz(
      String mean, String meanShape, int means, String covariance, String shape, int covariances)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      entry(zip, mean, meanShape, means);
      entry(zip, covariance, shape, covariances);
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, String shape, int count)
      throws IOException {
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (%s), }".formatted(shape);
    zip.putNextEntry(new ZipEntry(name + ".npy"));
    zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
    zip.write(header.getBytes(StandardCharsets.US_ASCII));
    zip.write(new byte[8 * count]);
    zip.closeEntry();
  }

  private static NiqeParameters fitted() {
    return NiqeParameters.fit(
        List.of(texture(0), texture(1), texture(2), texture(3), texture(4)), 32, "textures");
  }

  private static Tensor texture(int seed) {
    Tensor noise = DeterministicFill.input("texture" + seed, 0, 1, 1, 3, 128, 128);
    return Filter.gaussian(noise, 0.8);
  }

  private static double[] noise(int height, int width) {
    double[] luma = new double[height * width];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = Math.rint(40 + 180 * DeterministicFill.unit("luma", i));
    }
    return luma;
  }

  /** Wider on the positive side. */
  private static double[] asymmetric() {
    CounterRandom random = new CounterRandom(5, new byte[0], 0);
    double[] values = new double[5000];
    for (int i = 0; i < values.length; i++) {
      double z = random.nextGaussian();
      values[i] = z < 0 ? z : 2 * z;
    }
    return values;
  }
}
