// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

/** Types of conditions other than those of the stages, which {@code StageName} has. */
public final class ConditionTypes {
  /** An adapted model serves; Unknown while the job works and none serves. */
  public static final String READY = "Ready";

  /** At least one server answers with an adapted model; the message names what is missing. */
  public static final String SERVING = "Serving";

  public static final String COMPLETE = "Complete";
  public static final String FAILED = "Failed";
  public static final String SUSPENDED = "Suspended";

  /** The job does not continue without an edit. */
  public static final String STALLED = "Stalled";

  public static final String RECONCILING = "Reconciling";
  public static final String GATE_PASSED = "GatePassed";

  /** A person approved the model that passed the gate; only if promotion is Manual. */
  public static final String APPROVED = "Approved";

  /** Whether the latest canary succeeded; absent if there was none. */
  public static final String CANARY_PASSED = "CanaryPassed";

  private ConditionTypes() {}
}
