// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

/** Reasons about the result of a stage or of a rollout. */
public enum ResultReason implements Reason {
  QUORUM_MISSED(
      "QuorumMissed",
      "More images were given up than `minSuccessFraction` allows.",
      "the artefact of generate lists them."),
  TOO_FEW_PSEUDO_TARGETS(
      "TooFewPseudoTargets",
      "More images failed than `minSuccessFraction` allows.",
      "the artefact of generate lists them."),
  NO_PSEUDO_TARGETS(
      "NoPseudoTargets", "No image has a pseudo target.", "the artefact of generate lists them."),
  QUORUM_REACHED("QuorumReached", "Some shards failed, but there are enough images.", ""),
  DIVERGED(
      "Diverged", "The loss became NaN or infinite.", "lower `fineTuning.optimizer.learningRate`."),
  DAMAGED_ARTEFACT(
      "DamagedArtefact",
      "A file in the workspace was changed after it was written.",
      "delete the artefact that the message names; it is computed again."),
  MODEL_MISMATCH(
      "ModelMismatch",
      "Evaluate measured another model than train reported; no model is promoted.",
      "edit any field of the spec; train then reports the model in the workspace, and "
          + "evaluate measures that model."),
  GATE_REGRESSION(
      "GateRegression",
      "The adapted model does not meet a requirement of the gate. The previous model "
          + "continues to serve.",
      "`status.gate.metrics` has the confidence intervals."),
  GATE_INCONCLUSIVE(
      "GateInconclusive",
      "The holdout is too small for a decision.",
      "add images or raise `dataset.holdout.fraction`. If a row `against: Serving` "
          + "has no values, `report.html` gives the reason."),
  ROLLOUT_ABORTED(
      "RolloutAborted",
      "The new servers were not ready within `server.rolloutDeadline`. The previous "
          + "pod template and model were restored.",
      "the message gives the cause; correct the image or the settings, or raise the "
          + "deadline. Any edit retries."),
  NO_SERVER_READY(
      "NoServerReady",
      "No server of the finished job is ready; `Complete` stays True.",
      "see the condition `Serving` and `status.serving.message`."),
  SIDECARS_REMOVED(
      "SidecarsRemoved",
      "The worker had ended, but other containers of its pod continued; the Job and "
          + "its pods were deleted after 30 s.",
      "declare the containers as native sidecars: `initContainers` with "
          + "`restartPolicy: Always`.");

  private final String word;
  private final String meaning;
  private final String action;

  ResultReason(String word, String meaning, String action) {
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
