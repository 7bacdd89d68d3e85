// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.SourceStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageParameters;
import io.pentimento.contract.TerminationMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finished stages of the jobs that share a workspace, as their statuses record them.
 *
 * @param jobs that share the workspace
 */
record FinishedStages(List<AdaptationJob> jobs) {
  FinishedStages {
    jobs = List.copyOf(jobs);
  }

  /**
   * An estimate.
   *
   * @param time sum over all pods
   * @param basis the stage that it is based on
   */
  record Estimate(Duration time, String basis) {}

  /** Results by key, as far as statuses record them. */
  Map<StageKey, TerminationMessage> complete() {
    Map<StageKey, TerminationMessage> complete = new HashMap<>();
    for (AdaptationJob job : jobs) {
      for (StageStatus stage : stages(job)) {
        Optional.ofNullable(stage.cacheKey())
            .map(StageKey::new)
            .ifPresent(key -> complete.put(key, answer(job, stage, key)));
      }
    }
    return complete;
  }

  /** Based on the largest finished stage of this name, with the smallest share of fixed costs. */
  Optional<Estimate> estimate(StageName name, StageWork work) {
    double most = 0;
    Optional<Estimate> best = Optional.empty();
    for (AdaptationJob job : jobs) {
      for (StageStatus stage : stages(job)) {
        long seconds = seconds(stage) * pods(job, name);
        StageWork done = name == stage.name() ? work(job, stage) : new StageWork(0, "");
        if (done.units() > most && seconds > 0) {
          most = done.units();
          best = Optional.of(scaled(seconds, done, work, job));
        }
      }
    }
    return best;
  }

  private static Estimate scaled(long seconds, StageWork done, StageWork work, AdaptationJob job) {
    return new Estimate(
        Duration.ofSeconds(Math.round(seconds * work.units() / done.units())),
        "%d s for %s in job %s"
            .formatted(seconds, done.description(), job.getMetadata().getName()));
  }

  static int pods(AdaptationJob job, StageName name) {
    return name == StageName.GENERATE ? job.getSpec().pseudoTargets().shards() : 1;
  }

  private static StageWork work(AdaptationJob job, StageStatus stage) {
    int images = stage.items() == null ? 0 : stage.items().total();
    return StageWork.of(StageParameters.of(stage.name(), job.getSpec()), images);
  }

  /** Between the start and the end, with the time that its pods waited. */
  private static long seconds(StageStatus stage) {
    return stage.startTime() == null || stage.completionTime() == null
        ? 0
        : Duration.between(Instant.parse(stage.startTime()), Instant.parse(stage.completionTime()))
            .toSeconds();
  }

  /** Those that made the model and that have succeeded. */
  private static List<StageStatus> stages(AdaptationJob job) {
    return job.getStatus() == null
        ? List.of()
        : job.getStatus().stages().stream()
            .filter(stage -> stage.name().compareTo(StageName.EVALUATE) <= 0)
            .filter(stage -> stage.state() == StageState.SUCCEEDED && stage.cacheKey() != null)
            .toList();
  }

  private static TerminationMessage answer(AdaptationJob job, StageStatus stage, StageKey key) {
    TerminationMessage answer = TerminationMessage.success(stage.name(), key, stage.items());
    Map<String, String> digests = new HashMap<>();
    for (SourceStatus source : job.getStatus().sources()) {
      if (source.digest() != null) {
        digests.put(source.name(), source.digest());
      }
    }
    return stage.name() == StageName.PREPARE ? answer.withDigests(digests) : answer;
  }
}
