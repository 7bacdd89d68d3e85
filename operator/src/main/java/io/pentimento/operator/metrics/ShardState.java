// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.metrics;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.operator.observe.Jobs;
import java.util.Optional;
import java.util.stream.Stream;

/** States of the shards of an unfinished Job. */
enum ShardState {
  SUCCEEDED,
  ACTIVE,
  FAILED,

  /** Not started, or between two pods. */
  WAITING;

  /** The sum over all these Jobs. */
  long count(Stream<Job> jobs) {
    return jobs.filter(job -> Jobs.stage(job) == StageName.GENERATE && !Jobs.isFinished(job))
        .mapToLong(this::count)
        .sum();
  }

  private long count(Job job) {
    JobStatus status = Optional.ofNullable(job.getStatus()).orElseGet(JobStatus::new);
    long succeeded = number(status.getSucceeded());
    long active = number(status.getActive());
    long failed = indexes(status.getFailedIndexes());
    return switch (this) {
      case SUCCEEDED -> succeeded;
      case ACTIVE -> active;
      case FAILED -> failed;
      case WAITING ->
          Math.max(0, number(job.getSpec().getCompletions()) - succeeded - active - failed);
    };
  }

  /** Number of indexes in a list such as 1,3-5. */
  private static long indexes(String list) {
    return list == null || list.isBlank()
        ? 0
        : Stream.of(list.split(","))
            .map(range -> range.split("-"))
            .mapToLong(ends -> Long.parseLong(ends[ends.length - 1]) - Long.parseLong(ends[0]) + 1)
            .sum();
  }

  private static long number(Integer value) {
    return value == null ? 0 : value;
  }
}
