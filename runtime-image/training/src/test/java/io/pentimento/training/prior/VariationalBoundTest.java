// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.Gradients;
import io.pentimento.training.prior.HybridLoss.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares with closed forms in double precision, written independently of the code, and finite
 * differences.
 */
class VariationalBoundTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear();
  private static final double X0 = 0.2;
  private static final double NOISE = -0.7;

  private NDManager manager;
  private DjlOps ops;

  @BeforeEach
  void open() {
    manager = TorchEngine.newManager();
    ops = new DjlOps(manager, null);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 500, 999})
  void thePosteriorHasNoDivergenceFromItself(int t) {
    assertThat(bits(t, X0, NOISE, -1)).isCloseTo(0, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 500, 999})
  void aWrongVarianceOrMeanGivesTheDivergenceOfTwoNormals(int t) {
    for (double v : new double[] {-1.5, -0.4, 0.3, 1}) {
      for (double error : new double[] {0, 0.05, -0.5}) {
        double expected = divergence(t, error, v);
        assertThat(bits(t, X0, NOISE + error, v))
            .as("v %s, error of the noise %s", v, error)
            .isCloseTo(expected, within(1e-4 + 2e-3 * expected));
      }
    }
  }

  @Test
  void stepZeroGivesTheBitsOfThePixelsBin() {
    for (double v : new double[] {-1, 0, 1}) {
      for (double error : new double[] {0, 0.3}) {
        double expected = binBits(X0, error, v, false, false);
        assertThat(bits(0, X0, NOISE + error, v)).isCloseTo(expected, within(0.02 * expected));
      }
    }
  }

  @Test
  void theOutermostBinsExtendToInfinity() {
    assertThat(bits(0, -1, NOISE, 0.5)).isCloseTo(binBits(-1, 0, 0.5, true, false), within(0.02));
    assertThat(bits(0, 1, NOISE, 0.5)).isCloseTo(binBits(1, 0, 0.5, false, true), within(0.02));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300, 999})
  void theGradientOfTheVarianceMatchesFiniteDifferences(int t) {
    double step = 1e-2;
    double up = bits(t, X0, NOISE + 0.1, 0.2 + step);
    double down = bits(t, X0, NOISE + 0.1, 0.2 - step);
    NDArray v = pixel(0.2).duplicate();
    v.setRequiresGradient(true);

    Gradients.accumulate(() -> bound(t, X0, NOISE + 0.1, v));

    double expected = (up - down) / (2 * step);
    assertThat((double) v.getGradient().getFloat(0, 0, 0, 0))
        .isCloseTo(expected, within(2e-3 + 0.02 * Math.abs(expected)));
  }

  private double bits(int t, double x0, double predictedNoise, double v) {
    return bound(t, x0, predictedNoise, pixel(v)).getFloat();
  }

  /** For one pixel whose noisy state contains {@link #NOISE}. */
  private NDArray bound(int t, double x0, double predictedNoise, NDArray v) {
    double noisy = SCHEDULE.signal(t) * x0 + SCHEDULE.noise(t) * NOISE;
    return new VariationalBound(SCHEDULE, ops, new Tables(manager, new int[] {t}))
        .bitsPerDimension(pixel(x0), pixel(noisy), pixel(predictedNoise), v);
  }

  private NDArray pixel(double value) {
    return manager.create(new float[] {(float) value}, new Shape(1, 1, 1, 1));
  }

  /** KL(N(m, s²) ‖ N(m', s'²)) = log(s'/s) + (s² + (m − m')²) / (2 s'²) − 1/2, in bits. */
  private static double divergence(int t, double noiseError, double v) {
    double s = Math.sqrt(SCHEDULE.posteriorVariance(t));
    double sModel = deviation(t, v);
    double meanError =
        SCHEDULE.meanFromStart(t) * noiseError * SCHEDULE.noise(t) / SCHEDULE.signal(t);
    double nats =
        Math.log(sModel / s) + (s * s + meanError * meanError) / (2 * sModel * sModel) - 0.5;
    return nats / Math.log(2);
  }

  /** Interpolates log variances between the posterior's (v = −1) and that of β (v = 1). */
  private static double deviation(int t, double v) {
    double least = Math.log(SCHEDULE.posteriorVariance(Math.max(t, 1)));
    double greatest = Math.log(SCHEDULE.beta(t));
    return Math.exp(((1 - v) / 2 * least + (1 + v) / 2 * greatest) / 2);
  }

  private static double binBits(
      double x0, double noiseError, double v, boolean lowest, boolean highest) {
    double mean = x0 - noiseError * SCHEDULE.noise(0) / SCHEDULE.signal(0);
    double s = deviation(0, v);
    double low = lowest ? 0 : normalCdf((x0 - 1.0 / 255 - mean) / s);
    double high = highest ? 1 : normalCdf((x0 + 1.0 / 255 - mean) / s);
    return -Math.log(high - low) / Math.log(2);
  }

  /** Integrates the density by Simpson's rule. */
  private static double normalCdf(double x) {
    int parts = 2000;
    double width = x / parts;
    double sum = 0;
    for (int i = 0; i <= parts; i++) {
      double weight = i == 0 || i == parts ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-0.5 * Math.pow(i * width, 2));
    }
    return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
  }
}
