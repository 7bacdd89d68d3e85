// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pentimento.core.diffusion.method.LoopPlan;
import io.pentimento.core.diffusion.method.LowFrequencyConstrained;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RespacingTest {

  @Test
  void oneNumberSpreadsFromTheFirstStepToTheLast() {
    int[] kept = Respacing.even(250).kept(1000);
    assertThat(kept).hasSize(250).startsWith(0, 4, 8).endsWith(995, 999);
    assertThat(kept[41]).isEqualTo(164);
    assertThat(kept[42]).isEqualTo(169);
    assertThat(new int[] {kept[89], kept[90], kept[149], kept[150]})
        .containsExactly(357, 361, 598, 602);
  }

  @Test
  void severalNumbersSpreadOverEqualSections() {
    assertThat(new Respacing("2,3,1").kept(11)).containsExactly(0, 3, 4, 6, 7, 8);
  }

  /** K and L are timesteps: a section with more steps has more steps below them. */
  @Test
  void sectionsCountTheStepsBelowATimestep() {
    NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.sections(List.of(10, 20)));
    LoopPlan plan = LowFrequencyConstrained.strict(750, 500, 4).plan(schedule, 16, 16);

    assertThat(schedule.timestep(plan.first())).isLessThan(750);
    assertThat(schedule.timestep(plan.first() + 1)).isGreaterThanOrEqualTo(750);
    assertThat(plan.constraint().holds(10)).as("timestep %d", schedule.timestep(10)).isTrue();
    assertThat(plan.constraint().holds(9)).as("timestep %d", schedule.timestep(9)).isFalse();
  }

  @Test
  void ddimUsesOneIntegerStride() {
    assertThat(Respacing.strided(50).kept(1000)).hasSize(50).startsWith(0, 20).endsWith(980);
  }

  @Test
  void anEmptyNotationKeepsAll() {
    assertThat(new Respacing("").kept(3)).containsExactly(0, 1, 2);
  }

  @Test
  void aSingleStepIsTheFirst() {
    assertThat(Respacing.even(1).kept(1000)).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "0", "-5", "10,", "ddim", "ddim0"})
  void anUnknownNotationIsRejectedWithExamples(String notation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Respacing(notation).kept(1000))
        .withMessageContaining("'%s'".formatted(notation))
        .withMessageContaining("ddim50");
  }

  @Test
  void moreStepsThanThereAreAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Respacing("1001").kept(1000))
        .withMessageContaining("1001 of a section of 1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Respacing.strided(300).kept(1000))
        .withMessageContaining("exactly 300 of 1000");
  }
}
