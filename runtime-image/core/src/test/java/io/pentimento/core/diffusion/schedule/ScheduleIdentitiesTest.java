// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Named.named;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Equations that hold at every index of every schedule; docs/method.md, section 1.5. */
class ScheduleIdentitiesTest {
  private static final NoiseSchedule FULL = NoiseSchedule.linear();

  static Stream<Named<NoiseSchedule>> schedules() {
    return Stream.of(
        named("full", FULL),
        named("250 even steps", FULL.respaced(Respacing.even(250))),
        named("7 even steps", FULL.respaced(Respacing.even(7))),
        named("sections", FULL.respaced(Respacing.sections(List.of(10, 20, 30)))),
        named("DDIM's stride", FULL.respaced(Respacing.strided(50))),
        named("LogSNR", new LogSnrSpacing(12).of(FULL, new TimestepRange(600, 20))),
        named("two steps", FULL.respaced(3, 700)),
        named("one step", FULL.respaced(500)));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void signalAndNoiseShareAUnitVariance(NoiseSchedule s) {
    for (int i = -1; i < s.steps(); i++) {
      assertThat(s.signal(i) * s.signal(i)).isCloseTo(s.alphaCumprod(i), within(1e-15));
      assertThat(s.signal(i) * s.signal(i) + s.noise(i) * s.noise(i)).isCloseTo(1, within(1e-14));
    }
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void theSignalIsTheProductOfTheRemainingShares(NoiseSchedule s) {
    double product = 1;
    for (int i = 0; i < s.steps(); i++) {
      assertThat(s.beta(i)).isBetween(0.0, 1.0);
      product *= 1 - s.beta(i);
      assertThat(s.alphaCumprod(i)).isCloseTo(product, within(1e-15));
    }
    assertThat(s.alphaCumprod(-1)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void everyStepIsNoisierThanTheOneBefore(NoiseSchedule s) {
    for (int i = 1; i < s.steps(); i++) {
      assertThat(s.noise(i)).isGreaterThan(s.noise(i - 1));
      assertThat(s.logSnr(i)).isLessThan(s.logSnr(i - 1));
      assertThat(s.timestep(i)).isGreaterThan(s.timestep(i - 1));
    }
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void theLogarithmOfTheRatioIsThatOfSignalToNoise(NoiseSchedule s) {
    for (int i = 0; i < s.steps(); i++) {
      assertThat(s.logSnr(i)).isCloseTo(Math.log(s.signal(i) / s.noise(i)), within(1e-9));
    }
  }

  /** x = signal·x₀ + noise·ε, solved for x₀. */
  @ParameterizedTest
  @MethodSource("schedules")
  void theCleanImageFollowsFromStateAndNoise(NoiseSchedule s) {
    double clean = 0.7;
    double epsilon = -1.3;
    for (int i = 0; i < s.steps(); i++) {
      double x = s.signal(i) * clean + s.noise(i) * epsilon;
      assertThat(s.startFromState(i) * x - s.startFromNoise(i) * epsilon)
          .isCloseTo(clean, within(1e-11));
    }
  }

  /** E[x at i−1 | x₀] = signal(i−1)·x₀, whether it is drawn directly or through the step i. */
  @ParameterizedTest
  @MethodSource("schedules")
  void theMeanOfThePosteriorIsConsistentWithTheForwardProcess(NoiseSchedule s) {
    for (int i = 0; i < s.steps(); i++) {
      assertThat(s.meanFromStart(i) + s.meanFromState(i) * s.signal(i))
          .isCloseTo(s.signal(i - 1), within(1e-12));
    }
  }

  /** The same for the variance: noise(i−1)² = c₂²·noise(i)² + β̃. */
  @ParameterizedTest
  @MethodSource("schedules")
  void theVarianceOfThePosteriorIsConsistentWithTheForwardProcess(NoiseSchedule s) {
    for (int i = 0; i < s.steps(); i++) {
      double fromState = s.meanFromState(i) * s.noise(i);
      assertThat(fromState * fromState + s.posteriorVariance(i))
          .isCloseTo(s.noise(i - 1) * s.noise(i - 1), within(1e-13));
    }
  }

  /** Bayes: the precisions of x(i−1) given x₀, and of x(i) given x(i−1), add up. */
  @ParameterizedTest
  @MethodSource("schedules")
  void precisionsOfThePosteriorAddUp(NoiseSchedule s) {
    for (int i = 1; i < s.steps(); i++) {
      double precision = (1 - s.beta(i)) / s.beta(i) + 1 / (1 - s.alphaCumprod(i - 1));
      assertThat(s.posteriorVariance(i) * precision).isCloseTo(1, within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void theLastStepEndsAtTheCleanImage(NoiseSchedule s) {
    assertThat(s.meanFromStart(0)).isCloseTo(1, within(1e-12));
    assertThat(s.meanFromState(0)).isZero();
    assertThat(s.posteriorVariance(0)).isZero();
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void theBoundsOfTheLearnedVarianceAreFiniteAndInOrder(NoiseSchedule s) {
    for (int i = 0; i < s.steps(); i++) {
      assertThat(s.logBeta(i)).isCloseTo(Math.log(s.beta(i)), within(1e-12));
      assertThat(s.posteriorLogVariance(i)).isFinite();
      if (i > 0) {
        assertThat(s.posteriorLogVariance(i))
            .isCloseTo(Math.log(s.posteriorVariance(i)), within(1e-12))
            .isLessThan(s.logBeta(i));
      }
    }
  }

  @Test
  void theLowerBoundOfTheLastStepIsThatOfTheStepBefore() {
    NoiseSchedule s = FULL.respaced(Respacing.even(25));

    assertThat(s.posteriorLogVariance(0)).isEqualTo(s.posteriorLogVariance(1));
  }

  /** β̃ is 0 and there is no other step, so that both bounds are β. */
  @Test
  void theBoundsOfAnOnlyStepAreEqual() {
    NoiseSchedule one = FULL.respaced(500);

    assertThat(one.posteriorLogVariance(0)).isEqualTo(one.logBeta(0));
  }

  @Test
  void theFirstAndLastBetaAreThoseOfThePublishedPrior() {
    assertThat(FULL.steps()).isEqualTo(1000);
    assertThat(FULL.fullSteps()).isEqualTo(1000);
    assertThat(FULL.beta(0)).isEqualTo(1e-4);
    assertThat(FULL.beta(999)).isCloseTo(0.02, within(1e-15));
    assertThat(FULL.beta(500) - FULL.beta(499)).isCloseTo(0.0199 / 999, within(1e-15));
  }

  /** Halves are rounded up: of 250 steps, 600 of 1000 are 150; of 7, 500 are 3.5, so 4. */
  @ParameterizedTest
  @CsvSource({
    "250, 600, 150",
    "7, 500, 4",
    "7, 499, 3",
    "250, 0, 0",
    "250, 1000, 250",
    "3, 166, 0"
  })
  void evenlySpacedStepsAreCountedByTheirShare(int steps, int timestep, int count) {
    assertThat(FULL.respaced(Respacing.even(steps)).keptAmong(timestep)).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 0", "4, 1", "700, 1", "701, 2", "1000, 2"})
  void otherStepsAreCountedOneByOne(int timestep, int count) {
    assertThat(FULL.respaced(3, 700).keptAmong(timestep)).isEqualTo(count);
  }

  @Test
  void respacingAnUnevenScheduleStaysUneven() {
    NoiseSchedule twice = FULL.respaced(0, 10, 900).respaced(Respacing.even(3));

    assertThat(twice.keptAmong(500)).isEqualTo(2);
  }

  @Test
  void aScheduleWithoutStepsIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FULL.respaced())
        .withMessage("a schedule needs at least one step");
  }

  @Test
  void stepsInAnotherOrderAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FULL.respaced(7, 3))
        .withMessage("kept steps must ascend, but are [7, 3]");
  }

  @Test
  void stepsOutsideTheScheduleAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FULL.respaced(7, 1000))
        .withMessage("kept steps must be between 0 and 999, but are [7, 1000]");
    assertThatIllegalArgumentException().isThrownBy(() -> FULL.respaced(-1, 3));
  }

  @Test
  void aRangeOfTimestepsDescends() {
    assertThat(new TimestepRange(9, 0).count()).isEqualTo(10);
    assertThat(new TimestepRange(4, 4).count()).isEqualTo(1);
    assertThat(TimestepRange.whole(FULL)).isEqualTo(new TimestepRange(999, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimestepRange(3, 4))
        .withMessageEndingWith("must not be below the last: 3, 4");
    assertThatIllegalArgumentException().isThrownBy(() -> new TimestepRange(3, -1));
  }
}
