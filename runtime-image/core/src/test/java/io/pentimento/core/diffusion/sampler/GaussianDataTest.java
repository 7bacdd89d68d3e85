// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.diffusion.GaussianPrior;
import io.pentimento.core.diffusion.sampler.LinearResponse.Moments;
import io.pentimento.core.diffusion.schedule.LogSnrSpacing;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.diffusion.schedule.TimestepRange;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Samplers on normally distributed data. The best prediction of the noise has a closed form, and so
 * have the mean and the variance of every state.
 */
class GaussianDataTest {
  private static final double MEAN = 0.2;

  /** The network's outputs for the bounds of the variance: β̃ and β. */
  private static final float POSTERIOR = -1;

  private static final float BETA = 1;

  private final NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(30));

  static Stream<ReverseSampler> samplers() {
    return Stream.of(
        new DdpmSampler(),
        new DdimSampler(0),
        new DdimSampler(0.4),
        new DdimSampler(1),
        new DpmSolver(0),
        new DpmSolver(0.4),
        new DpmSolver(1));
  }

  /** The data are a single image; the estimate is the same at every step. */
  @ParameterizedTest
  @MethodSource("samplers")
  void ofASingleImageEverySamplerHasTheExactDistributionAtEveryStep(ReverseSampler sampler) {
    GaussianPrior image = new GaussianPrior(schedule, MEAN, 0);
    for (int last : new int[] {29, 15, 2, 1}) {
      Moments state = new LinearResponse(image, POSTERIOR, last).of(sampler);

      assertThat(state.mean()).isCloseTo(schedule.signal(last - 1) * MEAN, within(1e-5));
      assertThat(state.variance())
          .isCloseTo(schedule.noise(last - 1) * schedule.noise(last - 1), within(2e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void theMeanOfTheResultIsThatOfTheData(ReverseSampler sampler) {
    GaussianPrior data = new GaussianPrior(schedule, MEAN, 0.3);

    assertThat(new LinearResponse(data, POSTERIOR, 0).of(sampler).mean())
        .isCloseTo(MEAN, within(1e-4));
  }

  /** For data of unit variance, β is the exact variance of a step (Ho et al. 2020, section 3.2). */
  @Test
  void ancestralSamplingWithTheUpperBoundKeepsUnitVariance() {
    GaussianPrior unit = new GaussianPrior(schedule, MEAN, 1);
    for (int last : new int[] {25, 10, 1}) {
      assertThat(new LinearResponse(unit, BETA, last).of(new DdpmSampler()).variance())
          .isCloseTo(1, within(1e-3));
    }
  }

  /** V(i−1) = (c₁·g + c₂)²·V(i) + σ², where g is the gain of the best estimate of the image. */
  @ParameterizedTest
  @ValueSource(floats = {POSTERIOR, 0, BETA})
  void theVarianceOfAncestralSamplingFollowsItsRecursion(float output) {
    GaussianPrior data = new GaussianPrior(schedule, MEAN, 0.3);
    double expected = data.variance(29);
    for (int i = 29; i >= 1; i--) {
      double gain = schedule.signal(i) * 0.09 / data.variance(i);
      double factor = schedule.meanFromStart(i) * gain + schedule.meanFromState(i);
      double share = (output + 1) / 2;
      double logVariance =
          share * schedule.logBeta(i) + (1 - share) * schedule.posteriorLogVariance(i);
      expected = factor * factor * expected + Math.exp(logVariance);
    }

    assertThat(new LinearResponse(data, output, 1).of(new DdpmSampler()).variance())
        .isCloseTo(expected, within(1e-4));
  }

  /** The bounds are bounds: the true variance of the data is between the two results. */
  @Test
  void theTrueVarianceIsBetweenThoseOfTheBounds() {
    GaussianPrior data = new GaussianPrior(schedule, MEAN, 0.3);
    double truth = data.variance(0);

    assertThat(new LinearResponse(data, POSTERIOR, 1).of(new DdpmSampler()).variance())
        .isLessThan(truth);
    assertThat(new LinearResponse(data, BETA, 1).of(new DdpmSampler()).variance())
        .isGreaterThan(truth);
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void moreStepsBringTheVarianceNearerToThatOfTheData(ReverseSampler sampler) {
    double coarse = errorOfVariance(sampler, 15);
    double fine = errorOfVariance(sampler, 60);

    assertThat(fine).isLessThan(0.08).isLessThan(coarse / 2.5);
  }

  private static double errorOfVariance(ReverseSampler sampler, int steps) {
    NoiseSchedule spaced =
        new LogSnrSpacing(steps).of(NoiseSchedule.linear(), new TimestepRange(900, 200));
    GaussianPrior data = new GaussianPrior(spaced, MEAN, 0.3);
    double variance = new LinearResponse(data, POSTERIOR, 1).of(sampler).variance();
    return Math.abs(variance / data.variance(0) - 1);
  }
}
