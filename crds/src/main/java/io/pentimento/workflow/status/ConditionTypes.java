package io.pentimento.workflow.status;

/** Types of conditions besides those of the stages, which {@code StageName} names. */
public final class ConditionTypes {
  /** An adapted model serves; Unknown while work goes on and none does. */
  public static final String READY = "Ready";

  /** At least one server answers with an adapted model; the message names what is missing. */
  public static final String SERVING = "Serving";

  public static final String COMPLETE = "Complete";
  public static final String FAILED = "Failed";
  public static final String SUSPENDED = "Suspended";

  /** Nothing more happens without an edit. */
  public static final String STALLED = "Stalled";

  public static final String RECONCILING = "Reconciling";
  public static final String GATE_PASSED = "GatePassed";

  /** Whether the latest canary succeeded; absent if there was none. */
  public static final String CANARY_PASSED = "CanaryPassed";

  private ConditionTypes() {}
}
