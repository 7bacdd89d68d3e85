// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.pentimento.contract.FailureClass;
import io.pentimento.operator.workload.Labels;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Translates a Job and its pods into the run of a stage. */
final class StageRuns {
  private static final String INDEX = "batch.kubernetes.io/job-completion-index";

  private StageRuns() {}

  static StageRun of(JobView view) {
    Job job = view.job();
    Map<Integer, Pod> latest =
        view.pods().stream()
            .collect(Collectors.toMap(StageRuns::index, Function.identity(), StageRuns::newer));
    boolean isOver = Jobs.isFinished(job) || Jobs.isBeingDeleted(job);
    return new StageRun(
        Jobs.stage(job),
        Jobs.key(job),
        Jobs.attempt(job),
        job.getMetadata().getName(),
        processes(view, latest),
        isOver ? null : WorkerContainer.leftovers(latest.values()));
  }

  private static List<ProcessState> processes(JobView view, Map<Integer, Pod> latest) {
    List<ProcessState> states = new ArrayList<>();
    for (int index = 0; index < Jobs.size(view.job()); index++) {
      Optional<Pod> pod = Optional.ofNullable(latest.get(index));
      Optional<ProcessState> seen =
          pod.map(each -> PodStates.of(each, view.progress().get(each.getMetadata().getName())));
      boolean isOutlived = pod.filter(WorkerContainer::isOutlived).isPresent();
      states.add(inJob(view, seen, isOutlived));
    }
    return states;
  }

  /**
   * The state of a finished Job has precedence over its pods; a failed pod of an unfinished Job is
   * replaced.
   */
  private static ProcessState inJob(JobView view, Optional<ProcessState> seen, boolean isOutlived) {
    Job job = view.job();
    if (Jobs.isBeingDeleted(job) && !Jobs.isFinished(job)) {
      return new ProcessState.Running(null);
    }
    if (Jobs.isComplete(job)) {
      return seen.filter(ProcessState.Succeeded.class::isInstance)
          .orElseGet(() -> PodStates.lostResult(Jobs.created(job)));
    }
    if (Jobs.isFailed(job)) {
      return seen.filter(state -> !state.isActive()).orElseGet(() -> failed(job));
    }
    if (isOutlived) {
      return seen.orElseThrow(); // the Job does not know yet, and never will
    }
    if (seen.filter(StageRuns::endsJob).isPresent()) {
      return new ProcessState.Running(null);
    }
    return seen.filter(state -> !(state instanceof ProcessState.Failed))
        .orElseGet(() -> waiting(view, seen));
  }

  /** By the pod failure policy this pod is not replaced, and the Job fails in a moment. */
  private static boolean endsJob(ProcessState state) {
    return state instanceof ProcessState.Failed failed && !failed.failure().isRetryable();
  }

  private static ProcessState waiting(JobView view, Optional<ProcessState> failed) {
    Job job = view.job();
    if (Jobs.isSuspended(job)) {
      return suspended(view);
    }
    if (view.waitMessage() != null) {
      return new ProcessState.Pending(
          Jobs.created(job), WaitReason.FAILED_CREATE, view.waitMessage());
    }
    return failed
        .map(state -> "The pod is replaced: " + ((ProcessState.Failed) state).message())
        .map(
            message ->
                new ProcessState.Pending(Jobs.created(job), WaitReason.POD_REPLACED, message))
        .orElseGet(
            () ->
                new ProcessState.Pending(
                    Jobs.created(job),
                    WaitReason.POD_PENDING,
                    "The Job controller has not created the pod yet"));
  }

  /** The operator does not suspend Jobs; a queue or a user does. */
  private static ProcessState suspended(JobView view) {
    Job job = view.job();
    String name = job.getMetadata().getName();
    if (Labels.queue(job) == null) {
      return new ProcessState.Pending(
          Jobs.created(job),
          WaitReason.JOB_SUSPENDED,
          "Job %s is suspended and names no queue; set its spec.suspend to false".formatted(name));
    }
    return new ProcessState.Pending(
        Jobs.created(job),
        WaitReason.QUEUED,
        view.waitMessage() != null
            ? view.waitMessage()
            : "Job %s is suspended: its queue has not admitted it yet".formatted(name));
  }

  private static ProcessState failed(Job job) {
    JobCondition condition = Jobs.failure(job).orElseThrow();
    return new ProcessState.Failed(
        FailureClass.INFRASTRUCTURE,
        condition.getReason() == null ? FailureReason.JOB_FAILED : Reason.of(condition.getReason()),
        "%s failed: %s".formatted(job.getMetadata().getName(), condition.getMessage()),
        -1,
        null,
        Optional.ofNullable(condition.getLastTransitionTime())
            .map(Instant::parse)
            .orElseGet(() -> Jobs.created(job)));
  }

  private static int index(Pod pod) {
    String index = Labels.annotation(pod, INDEX);
    return index == null ? 0 : Integer.parseInt(index);
  }

  /** Prefers a replacement to the replaced pod, and among equally old pods the succeeded one. */
  private static Pod newer(Pod a, Pod b) {
    Comparator<Pod> order =
        Comparator.<Pod, String>comparing(pod -> pod.getMetadata().getCreationTimestamp())
            .thenComparing(StageRuns::rank);
    return order.compare(a, b) >= 0 ? a : b;
  }

  private static int rank(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) ? 2 : "Failed".equals(phase) ? 0 : 1;
  }
}
