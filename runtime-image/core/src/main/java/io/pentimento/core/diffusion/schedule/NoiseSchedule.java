// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The noise level of the state at each index, and the coefficients of the reverse steps that follow
 * from it; all in double precision.
 *
 * <p>An index i numbers the kept steps, 0 … {@link #steps()}−1; {@link #timestep(int)} is the
 * corresponding step of the full schedule, with which the network was trained. Source:
 * docs/method.md, section 1.5. Immutable.
 */
public final class NoiseSchedule {
  private static final int FULL_STEPS = 1000;
  private static final double FIRST_BETA = 1e-4;
  private static final double LAST_BETA = 0.02;

  private final int fullSteps;
  private final int[] timesteps;
  private final boolean even;
  private final double[] betas;
  private final double[] alphasCumprod;

  private NoiseSchedule(int fullSteps, int[] timesteps, boolean even, double[] betas) {
    this.fullSteps = fullSteps;
    this.timesteps = timesteps;
    this.even = even;
    this.betas = betas;
    this.alphasCumprod = new double[betas.length];
    double product = 1;
    for (int i = 0; i < betas.length; i++) {
      product *= 1 - betas[i];
      alphasCumprod[i] = product;
    }
  }

  /** The schedule of the published prior: 1000 steps, β from 0.0001 to 0.02 in equal steps. */
  public static NoiseSchedule linear() {
    double increment = (LAST_BETA - FIRST_BETA) / (FULL_STEPS - 1);
    double[] betas = new double[FULL_STEPS];
    Arrays.setAll(betas, t -> FIRST_BETA + t * increment);
    return new NoiseSchedule(FULL_STEPS, IntStream.range(0, FULL_STEPS).toArray(), true, betas);
  }

  /**
   * The schedule of the kept steps: β is recomputed so that ᾱ of each kept step does not change.
   *
   * @param kept indices of this schedule, ascending
   */
  public NoiseSchedule respaced(int... kept) {
    return respaced(kept, false);
  }

  private NoiseSchedule respaced(int[] kept, boolean stillEven) {
    if (kept.length == 0) {
      throw new IllegalArgumentException("a schedule needs at least one step");
    }
    double[] rebuilt = new double[kept.length];
    int[] original = new int[kept.length];
    double before = 1;
    for (int i = 0; i < kept.length; i++) {
      requireStep(kept, i);
      rebuilt[i] = 1 - alphasCumprod[kept[i]] / before;
      before = alphasCumprod[kept[i]];
      original[i] = timesteps[kept[i]];
    }
    return new NoiseSchedule(fullSteps, original, stillEven, rebuilt);
  }

  private void requireStep(int[] kept, int i) {
    if (kept[i] < 0 || kept[i] >= steps()) {
      throw new IllegalArgumentException(
          "kept steps must be between 0 and %d, but are %s"
              .formatted(steps() - 1, Arrays.toString(kept)));
    }
    if (i > 0 && kept[i] <= kept[i - 1]) {
      throw new IllegalArgumentException(
          "kept steps must ascend, but are " + Arrays.toString(kept));
    }
  }

  /** The schedule of the steps that {@code respacing} keeps. */
  public NoiseSchedule respaced(Respacing respacing) {
    return respaced(respacing.kept(steps()), even && respacing.isEven());
  }

  /** Number of kept steps. */
  public int steps() {
    return betas.length;
  }

  /** Number of steps of the full schedule. */
  public int fullSteps() {
    return fullSteps;
  }

  /**
   * Number of kept steps below {@code timestep} of the full schedule. For evenly spaced steps,
   * their share rounded to the nearest integer, half up, as published; otherwise their exact
   * number.
   */
  public int keptAmong(int timestep) {
    return even
        ? (int) Math.round((double) timestep * steps() / fullSteps)
        : (int) Arrays.stream(timesteps).filter(t -> t < timestep).count();
  }

  /** The step of the full schedule at index {@code i}: the timestep for the network. */
  public int timestep(int i) {
    return timesteps[i];
  }

  public double beta(int i) {
    return betas[i];
  }

  /** ᾱ, the image's share of the variance at index {@code i}; 1 at index −1, the clean image. */
  public double alphaCumprod(int i) {
    return i < 0 ? 1 : alphasCumprod[i];
  }

  /** √ᾱ: the factor of the clean image in the state. */
  public double signal(int i) {
    return Math.sqrt(alphaCumprod(i));
  }

  /** √(1−ᾱ): the factor of the noise in the state. */
  public double noise(int i) {
    return Math.sqrt(1 - alphaCumprod(i));
  }

  /** λ = log(√ᾱ / √(1−ᾱ)): half the logarithm of the signal-to-noise ratio. */
  public double logSnr(int i) {
    return StrictMath.log(alphaCumprod(i) / (1 - alphaCumprod(i))) / 2;
  }

  /** √(1/ᾱ): the factor of the state in the estimate of the clean image. */
  public double startFromState(int i) {
    return Math.sqrt(1 / alphaCumprod(i));
  }

  /** √(1/ᾱ−1): the factor of the predicted noise, subtracted, in that estimate. */
  public double startFromNoise(int i) {
    return Math.sqrt(1 / alphaCumprod(i) - 1);
  }

  /** β̃, the variance of the posterior q(x at i−1 | x at i, clean image). */
  public double posteriorVariance(int i) {
    return beta(i) * (1 - alphaCumprod(i - 1)) / (1 - alphaCumprod(i));
  }

  /** log β̃; at index 0, where β̃ is 0, that of index 1, or log β if there is no other step. */
  public double posteriorLogVariance(int i) {
    if (i > 0) {
      return StrictMath.log(posteriorVariance(i));
    }
    return steps() > 1 ? posteriorLogVariance(1) : logBeta(0);
  }

  public double logBeta(int i) {
    return StrictMath.log(beta(i));
  }

  /** The factor of the clean image in the posterior's mean. */
  public double meanFromStart(int i) {
    return beta(i) * Math.sqrt(alphaCumprod(i - 1)) / (1 - alphaCumprod(i));
  }

  /** The factor of the state in the posterior's mean. */
  public double meanFromState(int i) {
    return (1 - alphaCumprod(i - 1)) * Math.sqrt(1 - beta(i)) / (1 - alphaCumprod(i));
  }
}
