// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.workflow.stage.StageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PhasesTest {

  @ParameterizedTest
  @CsvSource({
    "PREPARE, PREPARING",
    "GENERATE, GENERATING",
    "TRAIN, TRAINING",
    "EVALUATE, EVALUATING",
    "SERVE, PROMOTING"
  })
  void aJobIsInThePhaseOfItsFirstUnfinishedStage(StageName current, Phase phase) {
    assertThat(Phases.of(until(current, Results.running(current)), false)).isEqualTo(phase);
  }

  @Test
  void aJobWhosePrepareCannotStartIsPending() {
    StageResult waiting = Results.suspended(StageName.PREPARE);

    assertThat(Phases.of(until(StageName.PREPARE, waiting), false)).isEqualTo(Phase.PENDING);
  }

  @ParameterizedTest
  @EnumSource(StageName.class)
  void aJobWithAFailedStageHasFailedEvenIfItIsSuspended(StageName current) {
    assertThat(Phases.of(until(current, Results.failed(current)), false)).isEqualTo(Phase.FAILED);
    assertThat(Phases.of(until(current, Results.failed(current)), true)).isEqualTo(Phase.FAILED);
  }

  @ParameterizedTest
  @EnumSource(StageName.class)
  void anUnfinishedJobIsSuspended(StageName current) {
    assertThat(Phases.of(until(current, Results.suspended(current)), true))
        .isEqualTo(Phase.SUSPENDED);
  }

  @Test
  void aFinishedJobHasSucceededEvenIfItIsSuspended() {
    List<StageResult> all = Stream.of(StageName.values()).map(Results::done).toList();

    assertThat(Phases.of(all, false)).isEqualTo(Phase.SUCCEEDED);
    assertThat(Phases.of(all, true)).isEqualTo(Phase.SUCCEEDED);
  }

  /** Finished stages, this one, and waiting ones. */
  static List<StageResult> until(StageName current, StageResult result) {
    List<StageResult> results = new ArrayList<>();
    for (StageName stage : StageName.values()) {
      int order = stage.compareTo(current);
      results.add(order < 0 ? Results.done(stage) : order == 0 ? result : Results.waiting(stage));
    }
    return results;
  }
}
