package io.pentimento.worker.local.serving;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;

/** A job that ends with its evaluation. */
public final class NoServing {
  private NoServing() {}

  public static AdaptationJobSpec of(AdaptationJobSpec spec) {
    return spec.withoutServers();
  }
}
