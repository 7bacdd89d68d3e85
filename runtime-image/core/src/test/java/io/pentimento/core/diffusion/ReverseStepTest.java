// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion;

import static io.pentimento.core.diffusion.Golden.assertClose;
import static io.pentimento.core.diffusion.Golden.assertMatches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.sampler.DdimSampler;
import io.pentimento.core.diffusion.sampler.DdpmSampler;
import io.pentimento.core.diffusion.sampler.ReverseSampler;
import io.pentimento.core.diffusion.schedule.ForwardProcess;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.diffusion.schedule.ReverseDistribution;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReverseStepTest {
  private static final NoiseSource NO_NOISE =
      (step, purpose, shape) -> {
        throw new AssertionError("no noise is needed at step " + step);
      };
  private static final NoiseSource UNIT_NOISE =
      (step, purpose, shape) -> {
        Tensor ones = Tensor.zeros(shape);
        Arrays.fill(ones.data(), 1);
        return ones;
      };

  private final NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(250));
  private final Tensor x = DeterministicFill.input("dif.x", -1.5, 1.5, 1, 3, 8, 8);
  private final Tensor output = DeterministicFill.input("dif.out", -1, 1, 1, 6, 8, 8);

  @Test
  void distributionsMatchTheGoldenValues() {
    ReverseDistribution p149 = ReverseDistribution.of(schedule, x, output, 149);
    assertMatches(
        p149.mean(),
        .0672973,
        -.418679,
        -.441125,
        -.306568,
        .141152,
        .114305,
        .489248,
        1.36205,
        -.00207912);
    assertMatches(
        p149.logVariance(),
        -3.05671,
        -3.05609,
        -3.05635,
        -3.05655,
        -3.05664,
        -3.05727,
        -3.05607,
        -3.05722,
        -3.05616);
    assertMatches(p149.predictedStart(), .0732048, -.156451, 1, -1, 1, 1, 1, 1, -.74105);
    ReverseDistribution p1 = ReverseDistribution.of(schedule, x, output, 1);
    assertMatches(
        p1.logVariance(),
        -8.41847,
        -7.51805,
        -7.88774,
        -8.18888,
        -8.31374,
        -9.23083,
        -7.4849,
        -9.16588,
        -7.60927);
    assertMatches(
        p1.mean(), .0544991, -.419055, -.44611, -.314, .158765, .11568, .505193, 1.05562,
        .00111514);
    ReverseDistribution p0 = ReverseDistribution.of(schedule, x, output, 0);
    assertThat(p0.mean().data()).containsExactly(p0.predictedStart().data());
    assertMatches(
        p0.mean(), .0515151, -.424119, -.454232, -.309642, .14635, .111955, .498693, 1, .00270426);
  }

  @Test
  void noisyImagesMatchTheGoldenValues() {
    Tensor clean = x.item(0);
    for (int k = 0; k < clean.size(); k++) {
      clean.data()[k] = Math.max(-1, Math.min(1, clean.data()[k]));
    }
    Tensor z = DeterministicFill.input("dif.n", -1, 1, 1, 3, 8, 8);
    assertMatches(
        ForwardProcess.sample(schedule, clean, 150, z),
        -.00944122,
        -.95467,
        .617269,
        .91501,
        -.217184,
        .114055,
        .244159,
        .507767,
        -.201859);
    assertMatches(
        ForwardProcess.sample(schedule, clean, 89, z),
        .0113543,
        -.990085,
        .35827,
        .675055,
        -.135815,
        .140405,
        .400028,
        .821761,
        -.173231);
  }

  @Test
  void theDeterministicStepMatchesTheGoldenValues() {
    assertMatches(
        new DdimSampler(0).step(schedule, x, output, 149, NO_NOISE).state(),
        .0686809,
        -.42853,
        -.456349,
        -.310099,
        .140534,
        .113014,
        .497361,
        1.39206,
        .000950582);
  }

  /** Each case contains a network output per image, and an index of the schedule for each. */
  @TestFactory
  List<DynamicTest> distributionsAgreeWithTheReference() throws IOException {
    Pattern respacing = Pattern.compile("respacing(\\d+)");
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceCase c : ReferenceDirectory.configured().cases(ReferenceKind.POSTERIOR)) {
      Matcher match = respacing.matcher(c.name());
      assertThat(match.find()).as("the name '%s' says the respacing", c.name()).isTrue();
      NoiseSchedule s = NoiseSchedule.linear().respaced(new Respacing(match.group(1)));
      long[] indices = c.array("t").longs();
      for (int n = 0; n < indices.length; n++) {
        int item = n;
        int i = (int) indices[n];
        tests.add(DynamicTest.dynamicTest(c.name() + " i=" + i, () -> assertItem(c, s, item, i)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void assertItem(ReferenceCase c, NoiseSchedule s, int item, int i) {
    Tensor state = c.tensor("x").item(item);
    ReverseDistribution p =
        ReverseDistribution.of(s, state, c.tensor("model_output").item(item), i);
    assertClose(p.mean(), c.tensor("mean").item(item), 1e-6);
    assertClose(p.logVariance(), c.tensor("log_variance").item(item), 2e-6);
    assertClose(p.predictedStart(), c.tensor("pred_xstart").item(item), 1e-6);
    assertClose(
        ForwardProcess.sample(s, state, i, c.tensor("q_noise").item(item)),
        c.tensor("q_sample").item(item),
        1e-6);
  }

  @Test
  void imagesOfABatchAreIndependent() {
    Tensor other = DeterministicFill.input("other.x", -1.5, 1.5, 1, 3, 8, 8);
    Tensor otherOutput = DeterministicFill.input("other.out", -1, 1, 1, 6, 8, 8);
    ReverseDistribution both =
        ReverseDistribution.of(
            schedule,
            Tensor.batch(List.of(other, x)),
            Tensor.batch(List.of(otherOutput, output)),
            90);
    ReverseDistribution alone = ReverseDistribution.of(schedule, x, output, 90);
    assertThat(both.mean().item(1).data()).containsExactly(alone.mean().data());
    assertThat(both.logVariance().item(1).data()).containsExactly(alone.logVariance().data());
    assertThat(both.predictedStart().item(1).data()).containsExactly(alone.predictedStart().data());
  }

  @Test
  void ancestralNoiseHasTheLearnedVariance() {
    Tensor state = new DdpmSampler().step(schedule, x, output, 149, UNIT_NOISE).state();
    ReverseDistribution p = ReverseDistribution.of(schedule, x, output, 149);
    for (int k = 0; k < state.size(); k++) {
      assertThat((double) state.data()[k] - p.mean().data()[k])
          .isCloseTo(Math.exp(p.logVariance().data()[k] / 2), within(1e-6));
    }
  }

  @Test
  void implicitNoiseHasTheVarianceGivenByEta() {
    Tensor quiet = new DdimSampler(0.5).step(schedule, x, output, 90, zeros()).state();
    Tensor noisy = new DdimSampler(0.5).step(schedule, x, output, 90, UNIT_NOISE).state();
    double sigma = 0.5 * Math.sqrt(schedule.posteriorVariance(90));
    for (int k = 0; k < quiet.size(); k++) {
      assertThat((double) noisy.data()[k] - quiet.data()[k]).isCloseTo(sigma, within(1e-6));
    }
  }

  private static NoiseSource zeros() {
    return (step, purpose, shape) -> Tensor.zeros(shape);
  }

  @Test
  void theLastStepAddsNoNoise() {
    ReverseSampler.Result ancestral = new DdpmSampler().step(schedule, x, output, 0, NO_NOISE);
    ReverseSampler.Result implicit = new DdimSampler(1).step(schedule, x, output, 0, NO_NOISE);
    assertThat(ancestral.state().data()).containsExactly(ancestral.predictedStart().data());
    assertClose(implicit.state(), implicit.predictedStart(), 1e-7);
  }

  @Test
  void anOutputWithoutVarianceIsRejected() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ReverseDistribution.of(schedule, x, x, 3))
        .withMessageContaining("[1, 6, 8, 8]");
  }

  @Test
  void anOutputThatIsNotFiniteIsRejected() {
    output.data()[200] = Float.NaN;
    assertThatIllegalStateException()
        .isThrownBy(() -> ReverseDistribution.of(schedule, x, output, 149))
        .withMessageContaining("timestep 598 is not finite");
  }

  @Test
  void etaOutsideItsRangeIsRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> new DdimSampler(1.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new DdimSampler(Double.NaN));
  }
}
