// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetSelection;
import io.pentimento.api.v1alpha1.pseudotarget.SelectionCriterion;
import io.pentimento.api.v1alpha1.pseudotarget.TargetWeighting;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import io.pentimento.worker.selection.TrainingSelection.Measured;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSelectionTest {
  private static final List<Measured> TARGETS =
      List.of(
          new Measured("a.png", -5, 2),
          new Measured("b.png", -9, 4),
          new Measured("c.png", -6, 8),
          new Measured("d.png", -4, 1));

  @Test
  void theWorstTargetsAreDroppedWithTheReason() {
    assertThat(keeping(0.75).dropped(TARGETS))
        .singleElement()
        .satisfies(dropped -> assertThat(dropped.name()).isEqualTo("b.png"))
        .satisfies(
            dropped ->
                assertThat(dropped.reason())
                    .contains("its NIQE of -9.000 is among the worst", "keepFraction is 0.75"));
    assertThat(keeping(0.5).dropped(TARGETS))
        .extracting(Rejected::name)
        .containsExactly("b.png", "c.png");
  }

  @Test
  void atLeastOneTargetIsKept() {
    assertThat(keeping(0.01).dropped(TARGETS)).hasSize(3);
    assertThat(keeping(1).dropped(TARGETS)).isEmpty();
    assertThat(keeping(0.5).dropped(List.of())).isEmpty();
  }

  @Test
  void imagesWhoseCandidatesDifferMoreThanTheMedianWeighLess() {
    assertThat(keeping(1).weights(TARGETS))
        .containsEntry("a.png", 1.0)
        .containsEntry("b.png", 0.25)
        .containsEntry("c.png", 1 / 16.0)
        .containsEntry("d.png", 1.0);
  }

  @Test
  void equalCandidatesHaveEqualWeights() {
    assertThat(
            keeping(1).weights(List.of(new Measured("a.png", 0, 0), new Measured("b.png", 0, 0))))
        .containsEntry("a.png", 1.0)
        .containsEntry("b.png", 1.0);
  }

  private static TrainingSelection keeping(double fraction) {
    return new TrainingSelection(
        new PseudoTargetSelection(
            4, SelectionCriterion.NIQE, 1.0, null, fraction, TargetWeighting.AGREEMENT));
  }
}
