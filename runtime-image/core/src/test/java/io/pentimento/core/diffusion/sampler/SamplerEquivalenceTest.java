// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import static io.pentimento.core.diffusion.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Known limits in which two samplers are the same. */
class SamplerEquivalenceTest {
  private static final NoiseSource NOISE =
      (step, purpose, shape) -> DeterministicFill.input("z" + step, -1, 1, shape);

  private final NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(30));
  private final Tensor x = DeterministicFill.input("x", -0.5, 0.5, 2, 3, 4, 4);

  /** DDIM with η = 1 has the posterior's variance β̃ (Song et al. 2021, section 4.1). */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 15, 29})
  void ddimWithEtaOneIsAncestralSamplingWithTheLowerBound(int i) {
    Tensor output = output(i, -1);

    Tensor implicit = new DdimSampler(1).step(schedule, x, output, i, NOISE).state();
    Tensor ancestral = new DdpmSampler().step(schedule, x, output, i, NOISE).state();

    assertClose(implicit, ancestral, 5e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 15, 29})
  void theLogVarianceOfDdimIsThatOfEta(int i) {
    Tensor output = output(i, 0);
    double expected = Math.log(0.25 * schedule.posteriorVariance(i));

    for (float logVariance :
        new DdimSampler(0.5).step(schedule, x, output, i, NOISE).logVariance().data()) {
      assertThat((double) logVariance).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void aDeterministicStepHasNoVariance() {
    float[] deterministic =
        new DdimSampler(0).step(schedule, x, output(8, 0), 8, NOISE).logVariance().data();
    float[] last =
        new DdimSampler(1).step(schedule, x, output(0, 0), 0, NOISE).logVariance().data();

    assertThat(deterministic).containsOnly(Float.NEGATIVE_INFINITY);
    assertThat(last).containsOnly(Float.NEGATIVE_INFINITY);
  }

  /** Without clamping, the deterministic step keeps the predicted noise. */
  @Test
  void theDeterministicStepMovesAlongThePredictedNoise() {
    Tensor output = output(8, 0);
    Tensor next = new DdimSampler(0).step(schedule, x, output, 8, NOISE).state();
    Tensor start = PredictedStart.of(schedule, x, output, 8);
    int each = x.size() / 2;

    for (int k = 0; k < x.size(); k++) {
      double epsilon = output.data()[k + k / each * each];
      assertThat((double) next.data()[k])
          .isCloseTo(
              schedule.signal(7) * start.data()[k] + schedule.noise(7) * epsilon, within(1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({"-5, 1", "5, -1"})
  void theEstimateIsClampedToTheRangeOfImages(float noise, float clamped) {
    Tensor output = Tensor.zeros(2, 6, 4, 4);
    Arrays.fill(output.data(), noise);

    assertThat(PredictedStart.of(schedule, x, output, 20).data()).containsOnly(clamped);
  }

  /** D = x̂₀(i) + (h / 2h₋)·(x̂₀(i) − x̂₀(i+1)), with h₋ the step before. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void theSecondStepExtrapolatesTheEstimates(double eta) {
    ReverseProcess process = new DpmSolver(eta).start(schedule, Constraint.none(), x, NOISE);
    ReverseProcess.Reached first = process.advance(x, output(15, 0), 15, true);
    Tensor before = first.predictedStart();
    ReverseProcess.Reached second = process.advance(first.state(), output(14, 0), 14, true);
    double h = schedule.logSnr(13) - schedule.logSnr(14);
    double ratio = h / (2 * (schedule.logSnr(14) - schedule.logSnr(15)));
    float[] z = NOISE.normal(14, null, x.shape()).data();

    for (int k = 0; k < x.size(); k++) {
      double now = second.predictedStart().data()[k];
      double d = now + ratio * (now - before.data()[k]);
      double expected =
          schedule.noise(13) / schedule.noise(14) * Math.exp(-eta * h) * first.state().data()[k]
              + schedule.signal(13) * (1 - Math.exp(-(1 + eta) * h)) * d
              + schedule.noise(13) * Math.sqrt(1 - Math.exp(-2 * eta * h)) * z[k];
      assertThat((double) second.state().data()[k]).isCloseTo(expected, within(2e-6));
    }
  }

  /** A small prediction, so that no estimate is clamped. */
  private Tensor output(int i, float variance) {
    Tensor output = Tensor.zeros(2, 6, 4, 4);
    int each = x.size() / 2;
    Tensor noise = DeterministicFill.input("epsilon" + i, -0.1, 0.1, x.shape());
    for (int k = 0; k < x.size(); k++) {
      int image = k / each;
      double predicted = x.data()[k] / schedule.noise(i) * 0.9 + 0.001 * noise.data()[k];
      output.data()[k + image * each] = (float) predicted;
      output.data()[k + image * each + each] = variance;
    }
    return output;
  }
}
