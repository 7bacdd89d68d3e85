// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import java.util.Optional;

/**
 * Problems outside the stages. The condition Stalled reports the most severe: an invalid spec, then
 * a failed stage, then a reconcile failure.
 *
 * @param invalidSpec present if the latest spec is invalid
 * @param failure present if the last attempt to reconcile failed
 */
public record Problems(Optional<InvalidSpec> invalidSpec, Optional<ReconcileFailure> failure) {
  public static Problems none() {
    return new Problems(Optional.empty(), Optional.empty());
  }
}
