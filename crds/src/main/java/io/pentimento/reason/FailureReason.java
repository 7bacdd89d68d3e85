// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

/** Reasons why an attempt or a stage failed, except those about sources and results. */
public enum FailureReason implements Reason {
  INVALID_SPEC(
      "InvalidSpec",
      "The latest spec violates the schema or a rule; work on the last valid spec continues.",
      "correct the fields in the message."),
  PRE_RUNNING_DEADLINE_EXCEEDED(
      "PreRunningDeadlineExceeded",
      "The pods did not start in time.",
      "the message names what they waited for; see that reason above."),
  DEADLINE_EXCEEDED(
      "DeadlineExceeded",
      "`activeDeadlineSeconds` have passed.",
      "raise it; finished images and checkpoints are kept."),
  BACKOFF_LIMIT_EXCEEDED(
      "BackoffLimitExceeded",
      "The stage was retried `backoffLimit` times.",
      "correct the last failure, which the message contains; an edit resets the count."),
  JOB_FAILED(
      "JobFailed",
      "The Job failed without a reason, and its pod left no termination message.",
      "check `kubectl describe job` and `kubectl logs`."),
  POD_FAILURE_POLICY(
      "PodFailurePolicy",
      "The failure policy ended the Job, and its pod left no termination message.",
      "check `kubectl describe job` and `kubectl logs`."),
  INTERRUPTED(
      "Interrupted",
      "The pod was preempted, drained or evicted. It does not count as a failure.",
      "none; the stage resumes from its checkpoint."),
  ANSWER_LOST(
      "AnswerLost",
      "The pod was deleted before its termination message was read.",
      "none; the stage runs again and reports the stored result."),
  OOM_KILLED(
      "OOMKilled",
      "The container exceeded its memory limit and was killed.",
      "raise `resources.limits.memory`, or lower `batchSize` or `microBatchSize`."),
  OUT_OF_MEMORY(
      "OutOfMemory",
      "The memory of the JVM, the native library or the GPU was not sufficient.",
      "raise `resources.limits.memory`, or lower `batchSize` or `microBatchSize`."),
  RESOURCES(
      "Resources",
      "Memory or disk was not sufficient.",
      "raise `resources.limits.memory`, or lower `batchSize` or `microBatchSize`."),
  NO_DEEP_FEATURES(
      "NoDeepFeatures",
      "`pseudoTargets.sampler.caching` is set, but the U-Net of the prior has a single level.",
      "remove the field, or use a prior with more levels."),
  DEVICE_UNAVAILABLE(
      "DeviceUnavailable",
      "The container requests a GPU and cannot use it. It has a CPU image, the node "
          + "has no driver, or the versions of CUDA and cuDNN do not match.",
      "the message and the log of the pod contain the error of the library; "
          + "[installation.md](installation.md#nvidia-gpus) describes the images for GPUs. "
          + "To compute on the CPU, set `PENTIMENTO_DEVICE=CPU` in the `podTemplate`."),
  LIBRARY_UNAVAILABLE(
      "LibraryUnavailable",
      "A native library cannot be loaded, because the temporary folder is full, "
          + "read-only or mounted with noexec.",
      "the message names the folder; for `./pentimento`, `TMPDIR` selects another one."),
  DISK_FULL("DiskFull", "The workspace or `/tmp` is full.", "enlarge the claim."),
  INFRASTRUCTURE(
      "Infrastructure",
      "A connection, a device or a store failed.",
      "read the message; the stage was retried."),
  INTERNAL("Internal", "A defect of Pentimento.", "report it with the log of the pod."),
  USER_ERROR(
      "UserError",
      "The manifest requests something that is not possible.",
      "the message names the field."),
  DATA("Data", "The content of a file is invalid.", "the message names the file.");

  private final String word;
  private final String meaning;
  private final String action;

  FailureReason(String word, String meaning, String action) {
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
