// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.operator.workload.Labels;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the fields of a Job. */
public final class Jobs {
  private static final String COMPLETE = "Complete";
  private static final String FAILED = "Failed";
  private static final String SUSPENDED = "Suspended";

  private Jobs() {}

  public static StageName stage(Job job) {
    String stage = job.getMetadata().getLabels().get(Labels.STAGE);
    return Arrays.stream(StageName.values())
        .filter(name -> name.value().equals(stage))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException(job.getMetadata().getName() + " has no stage label"));
  }

  public static StageKey key(Job job) {
    return new StageKey(Labels.requiredAnnotation(job, Labels.KEY));
  }

  public static int attempt(Job job) {
    return Integer.parseInt(Labels.requiredAnnotation(job, Labels.ATTEMPT));
  }

  public static long generation(Job job) {
    return Long.parseLong(Labels.requiredAnnotation(job, Labels.GENERATION));
  }

  public static boolean isFinished(Job job) {
    return isComplete(job) || isFailed(job);
  }

  public static boolean isComplete(Job job) {
    return condition(job, COMPLETE).isPresent();
  }

  public static boolean isFailed(Job job) {
    return condition(job, FAILED).isPresent();
  }

  public static boolean isSuspended(Job job) {
    return condition(job, SUSPENDED).isPresent();
  }

  public static boolean isBeingDeleted(Job job) {
    return job.getMetadata().getDeletionTimestamp() != null;
  }

  public static Instant created(Job job) {
    return Instant.parse(job.getMetadata().getCreationTimestamp());
  }

  /** Whether the status of the Job counts any pod: pending, running, terminating or finished. */
  public static boolean hasPods(Job job) {
    JobStatus status = job.getStatus();
    return status != null
        && Stream.of(
                status.getActive(),
                status.getTerminating(),
                status.getSucceeded(),
                status.getFailed())
            .anyMatch(count -> count != null && count > 0);
  }

  static Optional<JobCondition> failure(Job job) {
    return condition(job, FAILED);
  }

  /** Desired number of processes. */
  static int size(Job job) {
    Integer completions = job.getSpec().getCompletions();
    return completions == null ? 1 : completions;
  }

  private static Optional<JobCondition> condition(Job job, String type) {
    List<JobCondition> conditions =
        job.getStatus() == null ? List.of() : job.getStatus().getConditions();
    return conditions.stream()
        .filter(condition -> type.equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .findFirst();
  }
}
