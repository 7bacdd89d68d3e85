package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;

/** A job that ends with its evaluation. */
final class WithoutServers {
  private WithoutServers() {}

  static AdaptationJobSpec of(AdaptationJobSpec spec) {
    return new AdaptationJobSpec(
        spec.restorer(),
        spec.prior(),
        spec.dataset(),
        spec.pseudoTargets(),
        spec.fineTuning(),
        spec.evaluation(),
        spec.serving().withoutReplicas(),
        spec.workspace(),
        spec.suspend(),
        spec.activeDeadlineSeconds(),
        spec.preRunningDeadlineSeconds(),
        spec.ttlSecondsAfterFinished(),
        spec.backoffLimit());
  }
}
