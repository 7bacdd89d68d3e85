// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

/** Reasons why a stage waits. Some words are those of Kubernetes. */
public enum WaitReason implements Reason {
  WAITING_FOR_STAGE("WaitingForStage", "An earlier stage is not finished.", "check that stage."),
  QUEUED(
      "Queued",
      "The Job names a queue and is suspended, because the queue has not admitted it.",
      "read the message, which has Kueue's reason and the position if Kueue reports them; "
          + "check the quota of the queue."),
  JOB_SUSPENDED(
      "JobSuspended",
      "Someone suspended the Job, and it names no queue.",
      "run `kubectl patch job JOB --type merge -p '{\"spec\":{\"suspend\":false}}'`. "
          + "To pause on purpose, use `spec.suspend` of the AdaptationJob."),
  POD_PENDING(
      "PodPending",
      "The Job controller has not created the pod yet.",
      "wait; after several minutes check `kubectl describe pod`."),
  POD_STARTING(
      "PodStarting",
      "The node pulls the image and starts the containers.",
      "wait; after several minutes check `kubectl describe pod`."),
  POD_REPLACED(
      "PodReplaced",
      "A pod failed or was evicted, and the Job controller creates a new one.",
      "none, unless it repeats; the message contains the failure."),
  FAILED_CREATE(
      "FailedCreate",
      "The API server rejects the pod because of a ResourceQuota, an admission policy "
          + "or a missing service account.",
      "the message quotes the answer; raise the quota or lower `resources`."),
  UNSCHEDULABLE(
      "Unschedulable",
      "No node fits because of GPUs, memory, taints or node selectors.",
      "the message lists the nodes; lower `resources`, or add `tolerations` in "
          + "`podTemplate`."),
  SCHEDULING_GATED(
      "SchedulingGated",
      "The pod has scheduling gates that another controller set.",
      "check that controller."),
  MISSING_SECRET(
      "MissingSecret",
      "A Secret named by a `secretRef` does not exist in the namespace of the job.",
      "create it; the pod then starts."),
  MISSING_CONFIG_MAP(
      "MissingConfigMap",
      "The ConfigMap of `verification.publicKeys` does not exist in the namespace of the "
          + "RestorationService.",
      "create it; the pods then start."),
  JOB_NOT_FOUND(
      "JobNotFound",
      "The AdaptationJob of `model.jobRef` does not exist in the namespace of the "
          + "RestorationService.",
      "create it, or serve a published model by `model.uri`."),
  JOB_NOT_ACCEPTED(
      "JobNotAccepted",
      "The AdaptationJob of `model.jobRef` has no model whose gate passed.",
      "wait for the job; the message contains its phase."),
  MISSING_CLAIM(
      "MissingClaim",
      "A claim of `pvc://…` or of `workspace` does not exist in the namespace of the job.",
      "create the PersistentVolumeClaim."),
  ERR_IMAGE_PULL(
      "ErrImagePull",
      "The node cannot pull the image.",
      "check name, tag and pull secret: `worker.image` of the chart, and "
          + "`imagePullSecrets` of the chart (the secret must exist in the namespace of the "
          + "job), of the namespace's service account or of `podTemplate`."),
  IMAGE_PULL_BACK_OFF(
      "ImagePullBackOff",
      "The node could not pull the image and waits before it tries again.",
      "as for `ErrImagePull`."),
  INVALID_IMAGE_NAME(
      "InvalidImageName", "The name of the image is invalid.", "as for `ErrImagePull`."),
  CREATE_CONTAINER_CONFIG_ERROR(
      "CreateContainerConfigError",
      "A Secret or ConfigMap named by `podTemplate` or `secretRef` is missing.",
      "create it."),
  BACK_OFF(
      "BackOff",
      "An attempt failed with a temporary error; the next attempt starts within "
          + "seconds to minutes.",
      "none; the message contains the failure."),
  STOPPING("Stopping", "The processes of an attempt are ending.", "wait for the grace period."),
  WAITING_FOR_READINESS(
      "WaitingForReadiness",
      "New servers load the model, and the previous servers continue to serve.",
      "wait until `server.rolloutDeadline`."),
  NOT_READY(
      "NotReady",
      "A server runs, but has not loaded its model. Appears in the message of "
          + "`WaitingForReadiness` and `RolloutAborted`.",
      "run `kubectl logs` for the named pod."),
  WAITING_FOR_APPROVAL(
      "WaitingForApproval",
      "The model passed the gate, and `spec.promotion` is Manual.",
      "run the command in the message to serve the model."),
  OTHER_MODEL_APPROVED(
      "OtherModelApproved",
      "The annotation `pentimento.io/approved-digest` names another model than the one that waits.",
      "run the command in the message to serve the model that waits."),
  BUDGET_EXCEEDED(
      "BudgetExceeded",
      "The stages used the GPU time of `spec.budget`.",
      "raise `spec.budget.gpuSeconds`; finished images and checkpoints are kept."),
  DRY_RUN(
      "DryRun",
      "The annotation `pentimento.io/dry-run` is true, so nothing starts or changes.",
      "read `status.plan`; remove the annotation to start."),
  SUSPENDED("Suspended", "`spec.suspend` is true.", "set it to false.");

  private final String word;
  private final String meaning;
  private final String action;

  WaitReason(String word, String meaning, String action) {
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
