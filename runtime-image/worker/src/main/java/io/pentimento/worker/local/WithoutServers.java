package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;

/** The serving of a job that ends after its evaluation. */
final class WithoutServers {
  private WithoutServers() {}

  static AdaptationJobSpec of(AdaptationJobSpec spec) {
    return spec.withoutServers();
  }
}
