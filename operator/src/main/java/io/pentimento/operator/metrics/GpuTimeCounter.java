// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.operator.observe.JobView;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.status.StatusWrite;
import io.pentimento.operator.status.StatusWrite.StageChange;
import io.pentimento.reason.WaitReason;
import java.util.Objects;
import java.util.stream.Stream;

/** Counts the GPU time of an attempt of a stage once, when a written status shows its end. */
final class GpuTimeCounter {
  private final MeterRegistry registry;

  GpuTimeCounter(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(StatusWrite write) {
    write.changes().forEach(change -> count(write, change));
  }

  private void count(StatusWrite write, StageChange change) {
    change.before().filter(known -> hasEnded(known, change.after())).stream()
        .flatMap(known -> jobs(write, known))
        .forEach(job -> count(write, change, job));
  }

  private void count(StatusWrite write, StageChange change, JobView job) {
    job.pods()
        .forEach(
            pod -> {
              double seconds = GpuTime.seconds(job.job(), pod, write.now());
              if (seconds > 0) {
                String outcome = GpuTime.wasUseful(pod) ? "useful" : "wasted";
                registry
                    .counter(
                        JobMetric.GPU_SECONDS.meter(),
                        "phase",
                        change.stage().value(),
                        "outcome",
                        outcome)
                    .increment(seconds);
              }
            });
  }

  /** Whether the attempt in the earlier status has ended. */
  private static boolean hasEnded(StageStatus known, StageStatus now) {
    boolean wasRunning = !known.state().isTerminal() && !isStopped(known);
    boolean isAnother =
        !Objects.equals(known.attempt(), now.attempt())
            || !Objects.equals(known.cacheKey(), now.cacheKey());
    return wasRunning && (isAnother || now.state().isTerminal() || isStopped(now));
  }

  private static boolean isStopped(StageStatus stage) {
    return WaitReason.BACK_OFF.is(stage.reason())
        || WaitReason.SUSPENDED.is(stage.reason())
        || WaitReason.BUDGET_EXCEEDED.is(stage.reason());
  }

  /** The Jobs of the attempt in the earlier status. */
  private static Stream<JobView> jobs(StatusWrite write, StageStatus known) {
    return write.seen().jobs().stream()
        .filter(view -> Jobs.stage(view.job()) == known.name())
        .filter(view -> Objects.equals(Jobs.attempt(view.job()), known.attempt()))
        .filter(view -> Jobs.key(view.job()).hex().equals(known.cacheKey()));
  }
}
