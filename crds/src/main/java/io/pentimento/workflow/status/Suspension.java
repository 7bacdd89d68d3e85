// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;

/** Suspension of a job, with its reason. */
public record Suspension(boolean isActive, Reason reason, String message) {

  /** By the field {@code suspend}. */
  public static Suspension bySpec(boolean suspend) {
    return new Suspension(
        suspend,
        suspend ? WaitReason.SUSPENDED : NormalReason.NOT_SUSPENDED,
        "spec.suspend is " + suspend);
  }
}
