// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.retention;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.contract.WorkspaceCleaning;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Computes the files of a workspace that jobs refer to. */
public final class JobReferences {
  private JobReferences() {}

  /**
   * The references of jobs.
   *
   * @param keepsPersonalData whether the personal data of a finished job are kept; those of an
   *     unfinished one always are
   */
  public static WorkspaceCleaning of(
      Collection<AdaptationJob> jobs, Predicate<AdaptationJob> keepsPersonalData) {
    Set<String> keys = new TreeSet<>();
    Set<String> complete = new TreeSet<>();
    Set<String> models = new TreeSet<>();
    for (AdaptationJob job : jobs) {
      Set<String> used = UsedKeys.of(job);
      keys.addAll(used);
      if (!isFinished(job) || keepsPersonalData.test(job)) {
        complete.addAll(used);
      }
      UsedKeys.models(job).forEach(models::add);
    }
    return new WorkspaceCleaning(keys, complete, models);
  }

  /** Whether all stages of the job have stopped. */
  static boolean isFinished(AdaptationJob job) {
    return job.getStatus() != null
        && (job.getStatus().phase() == Phase.SUCCEEDED || job.getStatus().phase() == Phase.FAILED);
  }
}
