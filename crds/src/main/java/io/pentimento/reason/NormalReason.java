// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

/** Reasons of conditions and events that report the usual course. */
public enum NormalReason implements Reason {
  STAGE_STARTED("StageStarted", "An attempt of a stage starts.", ""),
  ROLLOUT_STARTED("RolloutStarted", "The rollout of the adapted model starts.", ""),
  COMPLETED("Completed", "The stage is finished.", ""),
  RUNNING("Running", "The pods of the stage run.", ""),
  WORKING("Working", "Stages of the job run or wait.", ""),
  FINISHED("Finished", "All stages are finished.", ""),
  SERVING("Serving", "Servers answer with an adapted model.", ""),
  ADAPTED("Adapted", "The job is finished and asks for no servers.", ""),
  ROLLED_OUT("RolledOut", "The servers with the adapted model are ready.", ""),
  NOT_ROLLED_OUT("NotRolledOut", "No model has been rolled out yet.", ""),
  NO_REPLICAS(
      "NoReplicas",
      "`spec.serving.replicas`, or `spec.replicas` of a RestorationService, is 0.",
      ""),
  GATE_PASSED("GatePassed", "The adapted model meets the gate.", ""),
  VERIFYING("Verifying", "No server has verified the model yet.", ""),
  VERIFIED("Verified", "A server verified the published model.", ""),
  ACCEPTED_BY_JOB("AcceptedByJob", "The gate of the job passed for this model.", ""),
  APPROVED("Approved", "The model that passed the gate may be served.", ""),
  NOT_EVALUATED("NotEvaluated", "The evaluation is not finished.", ""),
  NO_FAILURE("NoFailure", "No stage has failed.", ""),
  NOT_SUSPENDED("NotSuspended", "`spec.suspend` is false.", "");

  private final String word;
  private final String meaning;
  private final String action;

  NormalReason(String word, String meaning, String action) {
    this.word = word;
    this.meaning = meaning;
    this.action = action;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String action() {
    return action;
  }
}
