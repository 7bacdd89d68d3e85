// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.contract.StageProgress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Job with its pods and their progress.
 *
 * @param pods of this Job, including replaced ones
 * @param waitMessage why the Job controller cannot create pods (quota, admission), or why the queue
 *     of a suspended Job has not admitted it; null if there is no reason or it is unknown
 * @param progress last reported progress of running pods, by pod name; may be empty
 */
public record JobView(
    Job job, List<Pod> pods, @Nullable String waitMessage, Map<String, StageProgress> progress) {
  public JobView {
    pods = List.copyOf(pods);
    progress = Map.copyOf(progress);
  }

  /** Whether there are pods, or a reason why there are none. */
  boolean isExplained() {
    return waitMessage != null || !pods.isEmpty();
  }

  /** Whether the reason why it has no pods may change while no watched object does. */
  boolean isHeldByQueue() {
    return Jobs.isSuspended(job) && waitMessage != null;
  }

  boolean isWorking() {
    return pods.stream()
        .map(Pod::getStatus)
        .anyMatch(status -> status != null && "Running".equals(status.getPhase()));
  }
}
