// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local.serving;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;

/** The serving of a job that ends after its evaluation. */
public final class NoServing {
  private NoServing() {}

  public static AdaptationJobSpec of(AdaptationJobSpec spec) {
    return spec.withoutServers();
  }
}
