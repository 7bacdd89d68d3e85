// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final Instant SINCE = Instant.parse("2026-11-24T00:00:00Z");
  private static final ConditionFactory FACTORY =
      new ConditionFactory(AdaptationJobStatus.empty(), 1L, SINCE);

  @Test
  void theDeadlineCountsFromTheStartOfReconciling() {
    assertThat(Deadlines.active(reconciling(true), 100L)).contains(SINCE.plusSeconds(100));
  }

  @Test
  void thereIsNoDeadlineWithoutLimit() {
    assertThat(Deadlines.active(reconciling(true), null)).isEmpty();
  }

  @Test
  void aJobThatDoesNotWorkHasNoDeadline() {
    assertThat(Deadlines.active(reconciling(false), 100L)).isEmpty();
    assertThat(Deadlines.active(AdaptationJobStatus.empty(), 100L)).isEmpty();
  }

  @Test
  void theFirstUnfinishedStageFails() {
    StageResult done = Results.done(StageName.PREPARE);
    StageResult running = Results.running(StageName.GENERATE);
    StageResult waiting = Results.waiting(StageName.TRAIN);

    assertThat(Deadlines.exceeded(List.of(done, running, waiting)))
        .containsExactly(
            done,
            running.with(
                new StageOutcome.Failed(
                    FailureReason.DEADLINE_EXCEEDED, "Not finished within activeDeadlineSeconds")),
            waiting);
  }

  private static AdaptationJobStatus reconciling(boolean value) {
    Condition condition = FACTORY.is(value, ConditionTypes.RECONCILING, NormalReason.WORKING, "…");
    return AdaptationJobStatus.empty().withConditions(List.of(condition));
  }
}
