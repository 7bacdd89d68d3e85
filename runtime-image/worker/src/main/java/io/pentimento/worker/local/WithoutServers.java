package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.Serving;

/** A job that ends with its evaluation. */
final class WithoutServers {
  private WithoutServers() {}

  static AdaptationJobSpec of(AdaptationJobSpec spec) {
    Serving serving = spec.serving();
    return new AdaptationJobSpec(
        spec.restorer(),
        spec.prior(),
        spec.dataset(),
        spec.pseudoTargets(),
        spec.fineTuning(),
        spec.evaluation(),
        new Serving(0, serving.resources(), serving.podTemplate(), serving.deletionPolicy()),
        spec.workspace(),
        spec.suspend(),
        spec.activeDeadlineSeconds(),
        spec.preRunningDeadlineSeconds(),
        spec.ttlSecondsAfterFinished(),
        spec.backoffLimit());
  }
}
