// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.diffusion.noise.NotFiniteException;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The network's output as a distribution; one channel of one pixel, so that it is a scalar. */
class ReverseDistributionTest {
  private final NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(40));

  /** If the network predicts the noise that was added, the estimate is the clean image. */
  @ParameterizedTest
  @CsvSource({"0, 0.3", "10, -0.9", "25, 0.5", "39, 0.1"})
  void theTrueNoiseGivesTheCleanImageAndThePosteriorMean(int i, float clean) {
    float epsilon = 0.8f;
    double x = schedule.signal(i) * clean + schedule.noise(i) * epsilon;

    ReverseDistribution p = of((float) x, epsilon, 0, i);

    assertThat(p.predictedStart().data()[0]).isCloseTo(clean, within(2e-5f));
    assertThat((double) p.mean().data()[0])
        .isCloseTo(schedule.meanFromStart(i) * clean + schedule.meanFromState(i) * x, within(2e-5));
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "-3, -1"})
  void theEstimateIsClampedAndTheMeanUsesTheClampedEstimate(float x, float clamped) {
    ReverseDistribution p = of(x, 0, 0, 12);

    assertThat(p.predictedStart().data()[0]).isEqualTo(clamped);
    assertThat((double) p.mean().data()[0])
        .isCloseTo(
            schedule.meanFromStart(12) * clamped + schedule.meanFromState(12) * x, within(1e-6));
  }

  /** −1 and 1 are the bounds; the network may go beyond them. */
  @ParameterizedTest
  @ValueSource(floats = {-1, 1, 0, 0.5f, -1.5f, 3})
  void theLogVarianceIsInterpolatedBetweenTheBoundsWithoutClamping(float v) {
    double f = (v + 1) / 2;
    double expected = f * schedule.logBeta(12) + (1 - f) * schedule.posteriorLogVariance(12);

    assertThat((double) of(0, 0, v, 12).logVariance().data()[0]).isCloseTo(expected, within(1e-5));
  }

  /** With one step, β̃ is 0; the variance must be finite for every output of the network. */
  @ParameterizedTest
  @ValueSource(floats = {-2, -1, 0, 1, 2})
  void theVarianceOfAnOnlyStepIsFinite(float v) {
    NoiseSchedule one = NoiseSchedule.linear().respaced(500);
    Tensor output = Tensor.of(new float[] {0, v}, 1, 2, 1, 1);

    assertThat(ReverseDistribution.of(one, scalar(0.5f), output, 0).logVariance().data()[0])
        .isFinite();
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0", "Infinity, 0", "0, NaN", "0, -Infinity"})
  void anOutputThatIsNotFiniteIsRejectedWithItsTimestep(float noise, float variance) {
    assertThatThrownBy(() -> of(0.5f, noise, variance, 12))
        .isInstanceOf(NotFiniteException.class)
        .hasMessage(
            "the diffusion network's output at timestep %d is not finite; check its weights",
            schedule.timestep(12));
  }

  @Test
  void anOutputOfAnotherShapeIsRejectedWithBothShapes() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> ReverseDistribution.require(Tensor.zeros(2, 3, 4, 5), Tensor.zeros(2, 6, 5, 4)))
        .withMessage(
            "the diffusion network's output for Tensor[2, 3, 4, 5] must be [2, 6, 4, 5] (noise and"
                + " variance), not [2, 6, 5, 4]");
  }

  /** Noise in the first half of the channels of each image, variance in the second. */
  @Test
  void everyImageHasItsOwnNoiseAndVariance() {
    Tensor x = Tensor.zeros(2, 2, 1, 1);
    Tensor output = Tensor.of(new float[] {0.1f, 0.2f, -1, 1, 0.3f, 0.4f, 1, -1}, 2, 4, 1, 1);

    ReverseDistribution p = ReverseDistribution.of(schedule, x, output, 12);

    float unit = (float) -schedule.startFromNoise(12);
    float[] start = p.predictedStart().data();
    for (int k = 0; k < 4; k++) {
      assertThat(start[k]).isCloseTo(Math.max(-1, unit * 0.1f * (k + 1)), within(1e-6f));
    }
    float small = (float) schedule.posteriorLogVariance(12);
    float large = (float) schedule.logBeta(12);
    assertThat(p.logVariance().data()).containsExactly(small, large, large, small);
  }

  /** Large enough for several tasks per image, whose parts must not overlap or be left out. */
  @Test
  void everyPixelOfLargeImagesIsComputed() {
    Tensor x = DeterministicFill.input("x", -0.5, 0.5, 2, 3, 120, 120);
    Tensor output = DeterministicFill.input("output", -0.3, 0.3, 2, 6, 120, 120);
    int each = 3 * 120 * 120;

    float[] mean = ReverseDistribution.of(schedule, x, output, 20).mean().data();

    for (int k = 0; k < x.size(); k++) {
      float noise = output.data()[k + k / each * each];
      double start =
          schedule.startFromState(20) * x.data()[k] - schedule.startFromNoise(20) * noise;
      double expected =
          schedule.meanFromStart(20) * Math.max(-1, Math.min(1, start))
              + schedule.meanFromState(20) * x.data()[k];
      assertThat((double) mean[k]).isCloseTo(expected, within(2e-6));
    }
  }

  private ReverseDistribution of(float x, float noise, float variance, int i) {
    return ReverseDistribution.of(
        schedule, scalar(x), Tensor.of(new float[] {noise, variance}, 1, 2, 1, 1), i);
  }

  private static Tensor scalar(float x) {
    return Tensor.of(new float[] {x}, 1, 1, 1, 1);
  }
}
