package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.contract.StageProgress;
import java.util.List;
import java.util.Map;

/**
 * A Job with what its own status does not tell.
 *
 * @param pods of this Job, those of replaced pods too
 * @param refusal why the Job controller cannot create pods (quota, admission); null if it can, or
 *     was not asked yet
 * @param progress what running pods said last, by pod; may be empty
 */
public record JobView(
    Job job, List<Pod> pods, String refusal, Map<String, StageProgress> progress) {
  public JobView {
    pods = List.copyOf(pods);
    progress = Map.copyOf(progress);
  }

  /** Whether anything tells how it goes. */
  boolean isExplained() {
    return refusal != null || !pods.isEmpty();
  }

  boolean isWorking() {
    return pods.stream()
        .map(Pod::getStatus)
        .anyMatch(status -> status != null && "Running".equals(status.getPhase()));
  }
}
