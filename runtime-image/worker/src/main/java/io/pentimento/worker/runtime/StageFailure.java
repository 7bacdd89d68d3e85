package io.pentimento.worker.runtime;

import io.pentimento.contract.FailureClass;

/** A failure with a class and a reason. */
public final class StageFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureClass failureClass;
  private final String reason;

  /**
   * @param reason one UpperCamelCase word
   * @param message names the file or field and says what to do
   */
  public StageFailure(FailureClass failureClass, String reason, String message) {
    super(message);
    this.failureClass = failureClass;
    this.reason = reason;
  }

  public FailureClass failureClass() {
    return failureClass;
  }

  public String reason() {
    return reason;
  }

  public static StageFailure interrupted() {
    return new StageFailure(
        FailureClass.INTERRUPTED, "Interrupted", "stopped by a signal; finished work is stored");
  }
}
