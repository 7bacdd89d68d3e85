// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import java.time.Instant;

/**
 * A status that was written.
 *
 * @param before empty if there was none
 */
public record ServiceStatusWrite(
    RestorationService service,
    RestorationServiceStatus before,
    RestorationServiceStatus after,
    Instant now) {

  /** Receives every status that is written. Must not fail. */
  @FunctionalInterface
  public interface Listener {
    void written(ServiceStatusWrite write);
  }

  /** Writes a status by server-side apply. */
  @FunctionalInterface
  public interface Writer {
    /**
     * @param bare identity, version and status alone
     * @return the service as it is now
     * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 if the service
     *     has another version
     */
    RestorationService write(RestorationService bare);
  }
}
