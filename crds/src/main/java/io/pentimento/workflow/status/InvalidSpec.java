// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static java.util.Objects.requireNonNull;

import io.pentimento.reason.FailureReason;
import io.pentimento.reason.Reason;

/**
 * The latest spec violates the schema or a rule.
 *
 * @param violations what is wrong, in sentences
 * @param generation metadata.generation of the invalid spec
 */
public record InvalidSpec(String violations, Long generation) {
  /** Reason of the conditions of a job with an invalid spec. */
  public static final Reason REASON = FailureReason.INVALID_SPEC;

  public InvalidSpec {
    requireNonNull(violations, "violations");
  }

  /** The message if an earlier spec was valid. */
  public String besideValidSpec() {
    return "The latest spec is invalid; the last valid one stays in force: " + violations;
  }

  /** The message if no spec was valid yet. */
  public String withoutValidSpec() {
    return "The spec is invalid; no work starts until it is fixed: " + violations;
  }
}
