// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of every number of steps. */
class RespacingPropertiesTest {

  @Test
  void anyNumberOfEvenStepsGoesFromTheFirstToTheLast() {
    for (int steps = 2; steps <= 200; steps++) {
      int[] kept = Respacing.even(steps).kept(200);

      assertThat(kept)
          .hasSize(steps)
          .isSorted()
          .doesNotHaveDuplicates()
          .startsWith(0)
          .endsWith(199);
      for (int k = 0; k < steps; k++) {
        assertThat((double) kept[k])
            .as("step %d of %d", k, steps)
            .isCloseTo(k * 199.0 / (steps - 1), within(0.5 + 1e-9));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"'1,1,1', 10", "'2,3,1', 11", "'10,20,30', 1000", "'5', 5", "'1,4', 8"})
  void everySectionKeepsItsNumberOfSteps(String notation, int total) {
    int[] counts = Arrays.stream(notation.split(",")).mapToInt(Integer::parseInt).toArray();
    int[] kept = new Respacing(notation).kept(total);

    assertThat(kept).hasSize(IntStream.of(counts).sum()).isSorted().doesNotHaveDuplicates();
    int start = 0;
    for (int s = 0; s < counts.length; s++) {
      int from = start;
      int to = start + total / counts.length + (s < total % counts.length ? 1 : 0);
      assertThat(IntStream.of(kept).filter(k -> k >= from && k < to).count())
          .as("section %d, %d to %d", s, from, to - 1)
          .isEqualTo(counts[s]);
      assertThat(kept).as("each section begins with its first step").contains(from);
      start = to;
    }
  }

  @Test
  void aStrideIsTheSameBetweenAllSteps() {
    for (int steps : new int[] {1, 2, 4, 5, 8, 10, 20, 25, 50, 100, 125, 200, 250, 500, 1000}) {
      int[] kept = Respacing.strided(steps).kept(1000);
      int stride = steps == 1 ? 1000 : kept[1];

      assertThat(kept).hasSize(steps).startsWith(0);
      for (int k = 1; k < steps; k++) {
        assertThat(kept[k] - kept[k - 1]).isEqualTo(stride);
      }
      assertThat(kept[steps - 1]).isLessThan(1000);
    }
  }

  @Test
  void theNotationsHaveTheirFactories() {
    assertThat(Respacing.even(25)).isEqualTo(new Respacing("25"));
    assertThat(Respacing.strided(25)).isEqualTo(new Respacing("ddim25"));
    assertThat(Respacing.sections(List.of(3, 4))).isEqualTo(new Respacing("3,4"));
  }

  @ParameterizedTest
  @CsvSource({"'', true", "25, true", "ddim25, true", "'3,4', false"})
  void onlySectionsAreUneven(String notation, boolean even) {
    assertThat(new Respacing(notation).isEven()).isEqualTo(even);
  }

  @Test
  void spacesAroundNumbersAreIgnored() {
    assertThat(new Respacing(" 2, 3 ").kept(10)).containsExactly(new Respacing("2,3").kept(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3,,4", ",", "1.5", "ddim-1", "ddimddim5", "99999999999"})
  void otherNotationsAreRejected(String notation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Respacing(notation).kept(1000))
        .withMessage("respacing '%s' is none of \"\", \"250\", \"10,20,30\", \"ddim50\"", notation);
  }

  @Test
  void aSectionWithTooManyStepsIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Respacing("1,6").kept(10))
        .withMessage("respacing '1,6' keeps 6 of a section of 5 steps");
  }

  /** No other timestep is nearer to the target, except where neighbours had to move. */
  @ParameterizedTest
  @CsvSource({"9, 899, 100", "4, 600, 350", "15, 999, 40"})
  void logSnrStepsAreNearestToEqualDistances(int steps, int noisiest, int cleanest) {
    NoiseSchedule full = NoiseSchedule.linear();
    int[] kept = new LogSnrSpacing(steps).kept(full, new TimestepRange(noisiest, cleanest));
    double high = full.logSnr(cleanest);
    double low = full.logSnr(noisiest);

    for (int k = 0; k < steps; k++) {
      double target = high + (low - high) * k / (steps - 1);
      double distance = Math.abs(full.logSnr(kept[k]) - target);
      for (int t = cleanest; t <= noisiest; t++) {
        assertThat(distance).isLessThanOrEqualTo(Math.abs(full.logSnr(t) - target));
      }
    }
  }

  /** The cleanest timesteps are far apart in λ, so that several targets have the same nearest. */
  @Test
  void noisierTargetsMoveToTheNextFreeTimestep() {
    int[] kept = new LogSnrSpacing(40).kept(NoiseSchedule.linear(), new TimestepRange(199, 0));

    assertThat(kept).startsWith(0, 1, 2, 3).endsWith(199).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void asManyStepsAsTimestepsKeepAll() {
    int[] kept = new LogSnrSpacing(30).kept(NoiseSchedule.linear(), new TimestepRange(39, 10));

    assertThat(kept).containsExactly(IntStream.rangeClosed(10, 39).toArray());
  }
}
