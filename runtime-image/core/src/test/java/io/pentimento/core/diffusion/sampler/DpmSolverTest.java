// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import static io.pentimento.core.diffusion.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.diffusion.ConstantPrior;
import io.pentimento.core.diffusion.GaussianPrior;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.filter.LowPassFilter;
import io.pentimento.core.diffusion.method.LoopPlan;
import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.method.LowFrequencyConstrained;
import io.pentimento.core.diffusion.method.LowFrequencyConstraint;
import io.pentimento.core.diffusion.method.PartialGuidance;
import io.pentimento.core.diffusion.method.SamplingMethod;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.noise.NotFiniteException;
import io.pentimento.core.diffusion.noise.PerImageNoise;
import io.pentimento.core.diffusion.schedule.LogSnrSpacing;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.ReverseDistribution;
import io.pentimento.core.diffusion.schedule.TimestepRange;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compared with the closed-form solution for a normal distribution. */
class DpmSolverTest {
  private static final double MEAN = 0.1;
  private static final double DEVIATION = 0.2;
  private static final TimestepRange RANGE = new TimestepRange(900, 200);

  @Test
  void theDeterministicSolverConvergesWithOrderTwo() {
    double coarse = error(DpmSolver.deterministic(), 16);
    double fine = error(DpmSolver.deterministic(), 32);

    assertThat(coarse / fine).as("twice the steps: a quarter of the error").isBetween(3.0, 5.5);
    assertThat(fine).isLessThan(error(new DdimSampler(0), 32) / 5);
  }

  /** Without history each step equals that of DDIM, which has order one. */
  @Test
  void ddimConvergesWithOrderOne() {
    assertThat(error(new DdimSampler(0), 16) / error(new DdimSampler(0), 32)).isBetween(1.6, 2.6);
  }

  @Test
  void theStochasticSolverReachesTheVarianceOfTheData() {
    double coarse = varianceError(16);
    double fine = varianceError(32);

    assertThat(fine).isLessThan(0.02);
    assertThat(coarse / fine).as("better than order one").isGreaterThan(2.5);
  }

  @Test
  void theFirstStepEqualsDdim() {
    NoiseSchedule schedule = schedule(8);
    GaussianPrior prior = new GaussianPrior(schedule, MEAN, DEVIATION);
    Tensor x = DeterministicFill.input("x", -1, 1, 1, 3, 8, 8);
    Tensor output = prior.predict(x, new long[] {schedule.timestep(7)});

    Tensor expected = new DdimSampler(0).step(schedule, x, output, 7, null).state();

    assertClose(
        DpmSolver.deterministic()
            .start(schedule, Constraint.none(), x, null)
            .advance(x, output, 7, true)
            .state(),
        expected,
        1e-6);
  }

  /** x(i−1) − σ·√(1 − exp(−2ηh))·z does not depend on z. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1})
  void freshNoiseHasTheVarianceGivenByEta(double eta) {
    NoiseSchedule schedule = schedule(8);
    Tensor x = DeterministicFill.input("x", -1, 1, 1, 3, 8, 8);
    Tensor output = new GaussianPrior(schedule, MEAN, DEVIATION).predict(x, timestep(schedule, 5));
    double h = schedule.logSnr(4) - schedule.logSnr(5);

    Tensor quiet = step(new DpmSolver(eta), schedule, x, output, constantNoise(0));
    Tensor noisy = step(new DpmSolver(eta), schedule, x, output, constantNoise(1));

    double spread = schedule.noise(4) * Math.sqrt(1 - Math.exp(-2 * eta * h));
    for (int k = 0; k < x.size(); k++) {
      assertThat((double) noisy.data()[k] - quiet.data()[k]).isCloseTo(spread, within(1e-6));
    }
  }

  @Test
  void theDeterministicSolverDrawsNoNoiseAfterTheStart() {
    List<Purpose> draws = new ArrayList<>();
    NoiseSchedule schedule = schedule(8);
    NoiseSource noise =
        (step, purpose, shape) -> {
          draws.add(purpose);
          return Tensor.zeros(shape);
        };

    run(DpmSolver.deterministic(), schedule, LowFrequencyConstrained.strict(901, 500, 4), noise);

    assertThat(draws).containsExactly(Purpose.START);
  }

  @Test
  void theResultIsTheLastEstimateOfTheCleanImage() {
    NoiseSchedule schedule = schedule(8);
    Tensor x = DeterministicFill.input("x", -1, 1, 1, 3, 8, 8);
    Tensor output = new GaussianPrior(schedule, MEAN, DEVIATION).predict(x, timestep(schedule, 0));

    ReverseProcess.Reached reached =
        DpmSolver.stochastic()
            .start(schedule, Constraint.none(), x, null)
            .advance(x, output, 0, true);

    assertThat(reached.state()).isSameAs(reached.predictedStart());
    assertThat(reached.state().data())
        .containsExactly(ReverseDistribution.of(schedule, x, output, 0).predictedStart().data());
  }

  /** While constrained, the estimate has the guide's low frequencies, without added noise. */
  @Test
  void theConstraintReplacesTheEstimatesLowFrequencies() {
    NoiseSchedule schedule = schedule(8);
    Tensor guide = DeterministicFill.input("guide", -0.3, 0.3, 1, 3, 16, 16);
    LowPassFilter filter = LowPassFilter.of(16, 16, 4);
    Constraint constraint = new LowFrequencyConstraint(filter, 3);
    Tensor x = DeterministicFill.input("x", -0.5, 0.5, 1, 3, 16, 16);
    Tensor output = new GaussianPrior(schedule, MEAN, DEVIATION).predict(x, timestep(schedule, 3));
    float[] free = PredictedStart.of(schedule, x, output, 3).data();
    float[] low = filter.apply(PredictedStart.of(schedule, x, output, 3)).data();

    Tensor corrected =
        DpmSolver.deterministic()
            .start(schedule, constraint, guide, null)
            .advance(x, output, 3, true)
            .predictedStart();

    float[] expected = filter.apply(guide).data();
    for (int k = 0; k < expected.length; k++) {
      expected[k] = Math.max(-1, Math.min(1, expected[k] + free[k] - low[k]));
    }
    assertClose(corrected, Tensor.of(expected, 1, 3, 16, 16), 1e-6);
  }

  @Test
  void theFirstFreeStepDoesNotUseConstrainedEstimates() {
    NoiseSchedule schedule = schedule(8);
    Tensor guide = ConstantPrior.image(0.5f, 16);
    Constraint constraint = new LowFrequencyConstraint(LowPassFilter.of(16, 16, 4), 5);
    Tensor x = DeterministicFill.input("x", -0.5, 0.5, 1, 3, 16, 16);
    Tensor output = new GaussianPrior(schedule, MEAN, DEVIATION).predict(x, timestep(schedule, 4));

    ReverseProcess held = DpmSolver.deterministic().start(schedule, constraint, guide, null);
    held.advance(x, output, 5, true);
    Tensor afterConstraint = held.advance(x, output, 4, true).state();
    Tensor fresh =
        DpmSolver.deterministic()
            .start(schedule, constraint, guide, null)
            .advance(x, output, 4, true)
            .state();

    assertThat(afterConstraint.data()).containsExactly(fresh.data());
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void anImagesResultDoesNotDependOnItsBatch(double eta) {
    Tensor together = targets(new DpmSolver(eta), 0, 1, 2);
    Tensor reversed = targets(new DpmSolver(eta), 2, 1, 0);
    for (int n = 0; n < 3; n++) {
      float[] alone = targets(new DpmSolver(eta), n).data();
      assertThat(together.item(n).data()).containsExactly(alone);
      assertThat(reversed.item(2 - n).data()).containsExactly(alone);
    }
  }

  @Test
  void guidanceOfDrawnStatesIsRejected() {
    NoiseSchedule schedule = schedule(8);

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () -> run(DpmSolver.stochastic(), schedule, new PartialGuidance(0.1), constantNoise(0)))
        .withMessageContaining("it works with DDPM");
  }

  @Test
  void anOutputThatIsNotFiniteIsRejected() {
    NoiseSchedule schedule = schedule(8);
    Tensor x = ConstantPrior.image(0, 8);
    Tensor output = Tensor.zeros(1, 6, 8, 8);
    output.data()[3] = Float.NaN;

    assertThatExceptionOfType(NotFiniteException.class)
        .isThrownBy(
            () ->
                DpmSolver.stochastic()
                    .start(schedule, Constraint.none(), x, null)
                    .advance(x, output, 7, true))
        .withMessageContaining("timestep 900 is not finite");
  }

  @Test
  void etaOutsideItsRangeIsRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> new DpmSolver(-0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> new DpmSolver(Double.NaN));
  }

  private static NoiseSchedule schedule(int steps) {
    return new LogSnrSpacing(steps).of(NoiseSchedule.linear(), RANGE);
  }

  private static long[] timestep(NoiseSchedule schedule, int i) {
    return new long[] {schedule.timestep(i)};
  }

  private static NoiseSource constantNoise(float value) {
    return (step, purpose, shape) -> {
      Tensor noise = Tensor.zeros(shape);
      Arrays.fill(noise.data(), value);
      return noise;
    };
  }

  private static Tensor step(
      ReverseSampler sampler, NoiseSchedule schedule, Tensor x, Tensor output, NoiseSource noise) {
    return sampler.start(schedule, Constraint.none(), x, noise).advance(x, output, 5, true).state();
  }

  private static Tensor run(
      ReverseSampler sampler, NoiseSchedule schedule, SamplingMethod method, NoiseSource noise) {
    return new PseudoTargetLoop(schedule, sampler, new GaussianPrior(schedule, MEAN, DEVIATION))
        .run(
            method.plan(schedule, 16, 16),
            ConstantPrior.image(0.2f, 16),
            noise,
            LoopListener.none());
  }

  private static Tensor targets(ReverseSampler sampler, int... images) {
    NoiseSchedule schedule = new LogSnrSpacing(8).of(NoiseSchedule.linear(), range(600));
    List<Tensor> guides =
        IntStream.of(images)
            .mapToObj(n -> DeterministicFill.input("image" + n, 0, 1, 1, 3, 16, 16))
            .toList();
    List<byte[]> digests = IntStream.of(images).mapToObj(n -> new byte[] {(byte) n}).toList();
    return new PseudoTargetLoop(schedule, sampler, new GaussianPrior(schedule, MEAN, DEVIATION))
        .pseudoTargets(
            LowFrequencyConstrained.strict(600, 360, 4).plan(schedule, 16, 16),
            Tensor.batch(guides),
            PerImageNoise.of(1, digests),
            LoopListener.none());
  }

  private static TimestepRange range(int startTimestep) {
    return new TimestepRange(startTimestep - 1, 0);
  }

  /** Distance from the exact probability flow at the cleanest timestep of the range. */
  private static double error(ReverseSampler sampler, int steps) {
    NoiseSchedule schedule = schedule(steps);
    GaussianPrior prior = new GaussianPrior(schedule, MEAN, DEVIATION);
    double start = schedule.signal(steps - 1) * MEAN + 0.8;
    Tensor x = ConstantPrior.image((float) start, 4);
    Tensor reached = toTheCleanest(sampler, prior, x, constantNoise(0));
    return Math.abs(reached.data()[0] - prior.flow(start, steps - 1, 0));
  }

  /** The states down to index 0, without the last step. */
  private static Tensor toTheCleanest(
      ReverseSampler sampler, GaussianPrior prior, Tensor x, NoiseSource noise) {
    NoiseSchedule schedule = prior.schedule();
    LoopPlan plan =
        new LoopPlan(
            (s, guide, source) -> guide, schedule.steps() - 1, 1, Constraint.none(), Outcome.STATE);
    return new PseudoTargetLoop(schedule, sampler, prior).run(plan, x, noise, LoopListener.none());
  }

  /**
   * The run is linear in its noise while nothing is clamped. Each pixel therefore gets the noise of
   * one step, and the sum of the squared responses is the variance.
   */
  private static double varianceError(int steps) {
    NoiseSchedule schedule = schedule(steps);
    GaussianPrior prior = new GaussianPrior(schedule, MEAN, DEVIATION);
    double unit = 0.01;
    Tensor x = ConstantPrior.image((float) (schedule.signal(steps - 1) * MEAN), 16);
    x.data()[0] += (float) (unit * Math.sqrt(prior.variance(steps - 1)));
    NoiseSource oneStepAPixel =
        (step, purpose, shape) -> {
          Tensor noise = Tensor.zeros(shape);
          noise.data()[step] = (float) unit;
          return noise;
        };
    float[] reached = toTheCleanest(DpmSolver.stochastic(), prior, x, oneStepAPixel).data();
    double variance = 0;
    double mean = reached[reached.length - 1];
    for (int k = 0; k < steps; k++) {
      variance += Math.pow((reached[k] - mean) / unit, 2);
    }
    return Math.abs(variance / prior.variance(0) - 1);
  }
}
