// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.status;

import io.pentimento.api.v1alpha1.AdaptationJob;

/** Writes the status by server-side apply. */
@FunctionalInterface
public interface StatusWriter {
  /**
   * @param bare identity, version and status only, which this writer owns
   * @return the updated job
   * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 if the job has
   *     another version
   */
  AdaptationJob write(AdaptationJob bare);
}
