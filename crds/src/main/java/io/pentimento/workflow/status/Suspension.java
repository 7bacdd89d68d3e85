package io.pentimento.workflow.status;

/**
 * Whether and why no stage runs.
 *
 * @param reason one UpperCamelCase word
 */
public record Suspension(boolean isActive, String reason, String message) {

  /** By the field {@code suspend}. */
  public static Suspension bySpec(boolean suspend) {
    return new Suspension(
        suspend, suspend ? "Suspended" : "NotSuspended", "spec.suspend is " + suspend);
  }
}
