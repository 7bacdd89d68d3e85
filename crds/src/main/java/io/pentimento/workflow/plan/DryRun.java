// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.util.List;
import java.util.Map;

/** A job whose annotation requests a plan: nothing starts, stops or changes. */
public final class DryRun {
  /** The message of a stage that would start. */
  public static final String MESSAGE =
      "The annotation %s is true; status.plan shows what would happen"
          .formatted(AdaptationJob.DRY_RUN);

  private DryRun() {}

  public static boolean isRequested(AdaptationJob job) {
    Map<String, String> annotations = job.getMetadata().getAnnotations();
    return annotations != null && "true".equals(annotations.get(AdaptationJob.DRY_RUN));
  }

  /** The stages with those waiting that would start. */
  public static List<StageResult> hold(List<StageResult> results) {
    return results.stream()
        .map(result -> result.outcome() instanceof StageOutcome.Start ? waiting(result) : result)
        .toList();
  }

  /** The stage waits until the annotation is removed. */
  public static StageResult waiting(StageResult result) {
    return result.with(StageOutcome.waiting(WaitReason.DRY_RUN, MESSAGE));
  }

  /** Whether a stage waits because of the annotation. */
  public static boolean holds(List<StageResult> results) {
    return results.stream().anyMatch(result -> result.outcome().reason() == WaitReason.DRY_RUN);
  }
}
