// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.metrics;

/** Names of the operator's metrics. */
public enum JobMetric {
  /** 1 on the replica that holds the leader lease, 0 on those that wait for it. */
  LEADER("adaptation.leader", ""),

  /** Reconciliations that run now. */
  RECONCILIATIONS_ACTIVE("adaptation.reconciliations.active", ""),

  /** One series per job, with the method and architectures as labels; always 1. */
  JOB_INFO("adaptation.job.info", ""),

  /** Number of jobs in each phase. */
  JOB_PHASE("adaptation.job.phase", ""),

  /** Shards of the running stages, by state. */
  JOB_SHARDS("adaptation.job.shards", ""),

  /** Images of finished generate attempts, by outcome. */
  SAMPLES("adaptation.samples", "_total"),

  /** Time from the first start of a stage to its end. */
  PHASE_DURATION("adaptation.phase.duration", "_seconds"),

  /** Time that a stage waited for its pods, by reason. */
  PHASE_QUEUE("adaptation.phase.queue", "_seconds"),
  GATE_DECISIONS("adaptation.gate.decisions", "_total"),
  ROLLOUTS("adaptation.rollouts", "_total"),

  /** Rollouts that were aborted and rolled back to the previous model. */
  ROLLBACK("adaptation.rollback", "_total"),

  /** Seconds times GPUs that pods occupied, by whether the attempt succeeded. */
  GPU_SECONDS("adaptation.gpu.seconds", "_total");

  private final String meter;
  private final String suffix;

  JobMetric(String meter, String suffix) {
    this.meter = meter;
    this.suffix = suffix;
  }

  public String meter() {
    return meter;
  }

  /** The name in Prometheus; a timer has several series with this prefix. */
  public String prometheusName() {
    return meter.replace('.', '_') + suffix;
  }
}
