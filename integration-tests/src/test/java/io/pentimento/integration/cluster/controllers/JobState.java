// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.controllers;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.integration.cluster.control.Indexes;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Optional;

/** The status of a Job during an update. */
final class JobState {
  private static final String FAILURE_TARGET = "FailureTarget";
  private static final int DEFAULT_BACKOFF_LIMIT = 6;

  private final Job job;
  private final JobSpec spec;
  private final JobStatusBuilder status;
  private final NavigableSet<Integer> completed;
  private final NavigableSet<Integer> failedIndexes;

  JobState(Job job) {
    this.job = job;
    this.spec = job.getSpec();
    JobStatus known = job.getStatus() == null ? new JobStatus() : job.getStatus();
    this.status = new JobStatusBuilder(known);
    this.completed = Indexes.parse(known.getCompletedIndexes());
    this.failedIndexes = Indexes.parse(known.getFailedIndexes());
  }

  int completions() {
    return spec.getCompletions() == null ? 1 : spec.getCompletions();
  }

  int parallelism() {
    return spec.getParallelism() == null ? 1 : spec.getParallelism();
  }

  boolean isFinished() {
    return is("Complete") || is("Failed");
  }

  boolean isFailing() {
    return is(FAILURE_TARGET);
  }

  boolean isComplete() {
    return completed.size() == completions();
  }

  /** Whether an index needs no further pods. */
  boolean isSettled(int index) {
    return completed.contains(index) || failedIndexes.contains(index);
  }

  void succeeded(int index) {
    if (completed.add(index)) {
      status.withSucceeded(number(status.getSucceeded()) + 1);
    }
    failIfAllSettled();
  }

  void failed() {
    status.withFailed(number(status.getFailed()) + 1);
  }

  void afterFailure(int index, int failuresOfIndex) {
    Integer perIndex = spec.getBackoffLimitPerIndex();
    int limit = spec.getBackoffLimit() == null ? DEFAULT_BACKOFF_LIMIT : spec.getBackoffLimit();
    if (perIndex != null && failuresOfIndex > perIndex) {
      failedForGood(index);
    } else if (perIndex == null && number(status.getFailed()) > limit) {
      fail("BackoffLimitExceeded", "Job has reached the specified backoff limit");
    }
  }

  void failedForGood(int index) {
    failedIndexes.add(index);
    failIfAllSettled();
  }

  private void failIfAllSettled() {
    if (!failedIndexes.isEmpty() && completed.size() + failedIndexes.size() == completions()) {
      fail("FailedIndexes", "Job has failed indexes");
    }
  }

  void fail(String reason, String message) {
    if (!isFailing()) {
      set(FAILURE_TARGET, true, reason, message);
    }
  }

  void failOnceStopped(int active) {
    if (active == 0) {
      JobCondition target = condition(FAILURE_TARGET).orElseThrow();
      set("Failed", true, target.getReason(), target.getMessage());
    }
  }

  void complete() {
    String reached = "Reached expected number of succeeded pods";
    set("SuccessCriteriaMet", true, "CompletionsReached", reached);
    set("Complete", true, "CompletionsReached", reached);
    status.withCompletionTime(Instant.now().toString());
  }

  void suspend() {
    if (!is("Suspended")) {
      set("Suspended", true, "JobSuspended", "Job suspended");
      status.withStartTime(null);
    }
  }

  void resume() {
    if (is("Suspended")) {
      set("Suspended", false, "JobResumed", "Job resumed");
    }
    if (status.getStartTime() == null) {
      status.withStartTime(Instant.now().toString());
    }
  }

  void write(KubernetesClient client, int active, int ready) {
    boolean indexed = "Indexed".equals(spec.getCompletionMode());
    JobStatus now =
        status
            .withActive(active)
            .withReady(ready)
            .withCompletedIndexes(indexed ? Indexes.format(completed) : null)
            .withFailedIndexes(failedIndexes.isEmpty() ? null : Indexes.format(failedIndexes))
            .build();
    if (!now.equals(job.getStatus())) {
      client.resource(job).editStatus(known -> new JobBuilder(known).withStatus(now).build());
    }
  }

  private boolean is(String type) {
    return condition(type).filter(each -> "True".equals(each.getStatus())).isPresent();
  }

  private Optional<JobCondition> condition(String type) {
    return status.buildConditions().stream().filter(c -> type.equals(c.getType())).findFirst();
  }

  private void set(String type, boolean value, String reason, String message) {
    String now = Instant.now().toString();
    status.removeMatchingFromConditions(condition -> type.equals(condition.getType()));
    status.addToConditions(
        new JobConditionBuilder()
            .withType(type)
            .withStatus(value ? "True" : "False")
            .withReason(reason)
            .withMessage(message)
            .withLastProbeTime(now)
            .withLastTransitionTime(now)
            .build());
  }

  private static int number(Integer value) {
    return value == null ? 0 : value;
  }
}
