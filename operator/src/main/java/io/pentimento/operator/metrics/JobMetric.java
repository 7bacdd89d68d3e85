package io.pentimento.operator.metrics;

/** What the operator counts, by the name that a dashboard asks for. */
public enum JobMetric {
  /** 1 on the replica that holds the leader lease, 0 on those that wait for it. */
  LEADER("adaptation.leader", ""),

  /** Jobs that the operator works on at this moment. */
  RECONCILIATIONS_ACTIVE("adaptation.reconciliations.active", ""),

  /** One series per job, with what it adapts as labels; always 1. */
  JOB_INFO("adaptation.job.info", ""),

  /** Jobs that are in a phase now. */
  JOB_PHASE("adaptation.job.phase", ""),

  /** Shards of the stages that work now, by what became of them. */
  JOB_SHARDS("adaptation.job.shards", ""),

  /** Images of finished attempts to make pseudo targets, by what became of them. */
  SAMPLES("adaptation.samples", "_total"),

  /** From a stage's first start to its end. */
  PHASE_DURATION("adaptation.phase.duration", "_seconds"),

  /** How long a stage waited for its pods, by reason. */
  PHASE_QUEUE("adaptation.phase.queue", "_seconds"),
  GATE_DECISIONS("adaptation.gate.decisions", "_total"),
  ROLLOUTS("adaptation.rollouts", "_total"),

  /** Rollouts that were given up for the previous model. */
  ROLLBACK("adaptation.rollback", "_total"),

  /** Seconds times GPUs that pods held, by whether anything came of it. */
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

  /** A timer has several series, which go on behind this name. */
  public String prometheusName() {
    return meter.replace('.', '_') + suffix;
  }
}
