// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.reason.FailureReason;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** activeDeadlineSeconds: limits the time since a job last started to work, without suspension. */
public final class Deadlines {
  private Deadlines() {}

  public static Optional<Instant> active(AdaptationJobStatus before, @Nullable Long seconds) {
    return Optional.ofNullable(seconds)
        .flatMap(
            limit ->
                before
                    .condition(ConditionTypes.RECONCILING)
                    .filter(condition -> "True".equals(condition.getStatus()))
                    .map(Condition::getLastTransitionTime)
                    .map(since -> Instant.parse(since).plusSeconds(limit)));
  }

  /** The outcome of a stage that was not finished in time. */
  public static StageOutcome failure() {
    return new StageOutcome.Failed(
        FailureReason.DEADLINE_EXCEEDED, "Not finished within activeDeadlineSeconds");
  }

  /** Fails the first unfinished stage, except serve: a rollout decides itself how it ends. */
  public static List<StageResult> exceeded(List<StageResult> results) {
    StageResult current =
        results.stream().filter(result -> !result.isDone()).findFirst().orElseThrow();
    return results.stream()
        .map(
            result ->
                result.equals(current) && result.stage() != StageName.SERVE
                    ? result.with(failure())
                    : result)
        .toList();
  }
}
