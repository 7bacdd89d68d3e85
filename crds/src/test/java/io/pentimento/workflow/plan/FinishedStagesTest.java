// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.workflow.plan.FinishedStages.Estimate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the statuses of a workspace say about results and their costs. */
class FinishedStagesTest {
  private static final StageWork HUNDRED = new StageWork(100, "100 images");

  private static Optional<Estimate> estimate(StageName stage, AdaptationJob... jobs) {
    return new FinishedStages(List.of(jobs)).estimate(stage, HUNDRED);
  }

  @Test
  void theTimeOfAFinishedStageIsScaledToTheWork() {
    AdaptationJob job = Jobs.finish(Jobs.job("night"), StageName.EVALUATE, 30, 50);

    assertThat(estimate(StageName.EVALUATE, job))
        .contains(new Estimate(Duration.ofSeconds(60), "30 s for 50 images in job night"));
  }

  @Test
  void theLargestFinishedStageIsTheBasis() {
    AdaptationJob small = Jobs.finish(Jobs.job("small"), StageName.EVALUATE, 30, 10);
    AdaptationJob large = Jobs.finish(Jobs.job("large"), StageName.EVALUATE, 100, 200);

    assertThat(estimate(StageName.EVALUATE, small, large))
        .isEqualTo(estimate(StageName.EVALUATE, large, small))
        .contains(new Estimate(Duration.ofSeconds(50), "100 s for 200 images in job large"));
  }

  @Test
  void thePodsOfGenerateAreAddedUp() {
    AdaptationJob job =
        Jobs.finish(
            Jobs.job(
                "night", "pseudoTargets: {shards: 4, startTimestep: 1000, sampler: {steps: 1}}"),
            StageName.GENERATE,
            30,
            100);

    assertThat(estimate(StageName.GENERATE, job))
        .map(Estimate::time)
        .contains(Duration.ofMinutes(2));
    assertThat(FinishedStages.pods(job, StageName.GENERATE)).isEqualTo(4);
    assertThat(FinishedStages.pods(job, StageName.TRAIN)).isEqualTo(1);
  }

  @Test
  void otherStagesAreNoBasis() {
    AdaptationJob job = Jobs.finish(Jobs.job("night"), StageName.PREPARE, 30, 50);

    assertThat(estimate(StageName.EVALUATE, job)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"WAITING", "RUNNING", "FAILED"})
  void anUnfinishedStageIsNoBasisAndNoResult(StageState state) {
    AdaptationJob job =
        Jobs.record(
            Jobs.job("night"),
            Jobs.entry(
                StageName.EVALUATE,
                "1".repeat(64),
                state,
                new ItemCounts(9, 9, 0),
                Jobs.START.toString(),
                Jobs.START.plusSeconds(9).toString()));

    assertThat(estimate(StageName.EVALUATE, job)).isEmpty();
    assertThat(new FinishedStages(List.of(job)).complete()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    ", 2026-11-24T00:00:09Z",
    "2026-11-24T00:00:00Z,",
    ",",
    "2026-11-24T00:00:00Z, 2026-11-24T00:00:00Z"
  })
  void aStageOfUnknownLengthIsNoBasis(String start, String end) {
    AdaptationJob job =
        Jobs.record(
            Jobs.job("night"),
            Jobs.entry(
                StageName.EVALUATE,
                "1".repeat(64),
                StageState.SUCCEEDED,
                new ItemCounts(9, 9, 0),
                start,
                end));

    assertThat(estimate(StageName.EVALUATE, job)).isEmpty();
  }

  @Test
  void aStageWithoutCountsIsNoBasis() {
    AdaptationJob job =
        Jobs.record(
            Jobs.job("night"),
            Jobs.entry(
                StageName.EVALUATE,
                "1".repeat(64),
                StageState.SUCCEEDED,
                null,
                Jobs.START.toString(),
                Jobs.START.plusSeconds(9).toString()));

    assertThat(estimate(StageName.EVALUATE, job)).isEmpty();
  }

  @Test
  void aJobWithoutAStatusHasFinishedNothing() {
    FinishedStages finished = new FinishedStages(List.of(Jobs.job("new")));

    assertThat(finished.complete()).isEmpty();
    assertThat(finished.estimate(StageName.PREPARE, HUNDRED)).isEmpty();
  }

  @Test
  void resultsAreFoundByTheirKeysInAllJobs() {
    AdaptationJob one = Jobs.finish(Jobs.job("one"), StageName.PREPARE, 1, 5);
    AdaptationJob two =
        Jobs.finish(Jobs.job("two", "fineTuning: {iterations: 7}"), StageName.TRAIN, 1, 7);

    assertThat(new FinishedStages(List.of(one, two)).complete())
        .containsOnlyKeys(
            Jobs.key(one.getSpec(), StageName.PREPARE), Jobs.key(two.getSpec(), StageName.TRAIN));
  }

  @Test
  void onlyPrepareReportsTheDigestsOfTheSources() {
    AdaptationJob job = Jobs.job("night");
    Jobs.finish(job, StageName.PREPARE, 1, 5);
    Jobs.finish(job, StageName.TRAIN, 1, 7);
    var complete = new FinishedStages(List.of(job)).complete();

    TerminationMessage prepare = complete.get(Jobs.key(job.getSpec(), StageName.PREPARE));
    assertThat(prepare.digests())
        .containsOnlyKeys("restorer.source", "prior.source", "dataset.source");
    assertThat(prepare.items()).isEqualTo(new ItemCounts(5, 5, 0));
    assertThat(complete.get(Jobs.key(job.getSpec(), StageName.TRAIN)).digests()).isEmpty();
  }

  @Test
  void aRolloutIsNoResult() {
    StageKey key = new StageKey("1".repeat(64));
    AdaptationJob job = Jobs.job("night");
    for (StageName stage : List.of(StageName.PUBLISH, StageName.SERVE)) {
      Jobs.record(job, Jobs.entry(stage, key.hex(), StageState.SUCCEEDED, null, null, null));
    }

    assertThat(new FinishedStages(List.of(job)).complete()).isEmpty();
  }

  @Test
  void anEntryWithoutAKeyIsNoResult() {
    AdaptationJob job =
        Jobs.record(
            Jobs.job("night"),
            Jobs.entry(StageName.TRAIN, null, StageState.SUCCEEDED, null, null, null));

    assertThat(new FinishedStages(List.of(job)).complete()).isEmpty();
  }
}
