// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.metrics;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.operator.status.StatusListener;
import io.pentimento.operator.status.StatusWrite;
import io.pentimento.reason.CanaryReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.ResultReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts transitions of jobs, without job names as labels. It counts written statuses, so that a
 * restart repeats or omits nothing.
 */
public final class JobMetrics implements StatusListener {
  private static final Duration[] BUCKETS = {
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10),
    Duration.ofHours(1),
    Duration.ofHours(6),
    Duration.ofDays(1)
  };
  private final MeterRegistry registry;
  private final QueueTimeTracker waits = new QueueTimeTracker();
  private final GpuTimeCounter gpuTime;
  private final AtomicInteger active;

  public JobMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.gpuTime = new GpuTimeCounter(registry);
    this.active = CountGauge.register(registry, JobMetric.RECONCILIATIONS_ACTIVE);
  }

  /** Runs a reconciliation and counts it as active. */
  public <T> T countActive(Supplier<T> reconciliation) {
    active.incrementAndGet();
    try {
      return reconciliation.get();
    } finally {
      active.decrementAndGet();
    }
  }

  /** Registers a gauge of the number of jobs for each phase. */
  public void countPhases(Supplier<Stream<AdaptationJob>> jobs) {
    for (Phase phase : Phase.values()) {
      gauge(JobMetric.JOB_PHASE, "phase", word(phase), () -> count(jobs.get(), phase));
    }
  }

  /** Registers a gauge of the number of shards for each state. */
  public void countShards(Supplier<Stream<Job>> jobs) {
    for (ShardState state : ShardState.values()) {
      gauge(JobMetric.JOB_SHARDS, "state", word(state), () -> state.count(jobs.get()));
    }
  }

  private void gauge(JobMetric metric, String label, String value, Supplier<Number> count) {
    Gauge.builder(metric.meter(), count).tag(label, value).strongReference(true).register(registry);
  }

  @Override
  public void written(StatusWrite write) {
    write
        .changes()
        .forEach(
            change -> {
              waits
                  .ended(write.job().getMetadata().getUid(), change.after(), write.now())
                  .ifPresent(wait -> queued(change.stage(), wait));
              if (change.isNewState() && change.after().state().isTerminal()) {
                ended(write, change.after());
              }
            });
    gate(write.before().gate(), write.after().gate());
    gpuTime.count(write);
  }

  private void queued(StageName stage, QueueTimeTracker.Wait wait) {
    timer(JobMetric.PHASE_QUEUE, "phase", stage.value(), "reason", wait.reason())
        .record(wait.duration());
  }

  private void ended(StatusWrite write, StageStatus stage) {
    duration(stage);
    if (stage.name() == StageName.SERVE) {
      rollout(write, stage);
    }
    if (stage.name() == StageName.GENERATE && stage.items() != null) {
      count(JobMetric.SAMPLES, stage.items().done(), "outcome", "succeeded");
      count(JobMetric.SAMPLES, stage.items().failed(), "outcome", "failed");
    }
  }

  private void duration(StageStatus stage) {
    if (stage.startTime() != null && stage.completionTime() != null) {
      Duration took =
          Duration.between(Instant.parse(stage.startTime()), Instant.parse(stage.completionTime()));
      timer(JobMetric.PHASE_DURATION, "phase", stage.name().value(), "outcome", word(stage.state()))
          .record(took);
    }
  }

  private void rollout(StatusWrite write, StageStatus serve) {
    boolean isAborted = wasRolledBack(serve);
    boolean isRollout = !NormalReason.NO_REPLICAS.is(serve.reason());
    if (isRollout && (isAborted || serve.state() == StageState.SUCCEEDED)) {
      count(JobMetric.ROLLOUTS, 1, "outcome", word(serve.state()));
    }
    if (isAborted && write.before().model() != null && write.before().model().active() != null) {
      count(JobMetric.ROLLBACK, 1, "reason", serve.reason());
    }
  }

  private static boolean wasRolledBack(StageStatus stage) {
    return stage.state() == StageState.FAILED
        && (ResultReason.ROLLOUT_ABORTED.is(stage.reason())
            || Reason.of(stage.reason()) instanceof CanaryReason);
  }

  private void gate(@Nullable GateStatus before, @Nullable GateStatus after) {
    if (after != null
        && (before == null
            || before.decision() != after.decision()
            || !Objects.equals(before.candidate(), after.candidate()))) {
      count(JobMetric.GATE_DECISIONS, 1, "outcome", word(after.decision()));
    }
  }

  private void count(JobMetric metric, double amount, String... tags) {
    registry.counter(metric.meter(), tags).increment(amount);
  }

  private Timer timer(JobMetric metric, String... tags) {
    return Timer.builder(metric.meter())
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static long count(Stream<AdaptationJob> jobs, Phase phase) {
    return jobs.filter(
            job ->
                Optional.ofNullable(job.getStatus()).map(status -> status.phase()).orElse(null)
                    == phase)
        .count();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
