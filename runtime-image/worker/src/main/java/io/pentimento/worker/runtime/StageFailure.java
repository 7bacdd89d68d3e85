// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import io.pentimento.contract.FailureClass;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.Reason;
import org.jspecify.annotations.Nullable;

/** A failure with a class and a reason. */
public final class StageFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureClass failureClass;
  private final @Nullable Reason reason;

  /**
   * @param reason null for that of the class
   * @param message names the file or field and says what to do
   */
  public StageFailure(FailureClass failureClass, @Nullable Reason reason, String message) {
    super(message);
    this.failureClass = failureClass;
    this.reason = reason;
  }

  public FailureClass failureClass() {
    return failureClass;
  }

  public @Nullable Reason reason() {
    return reason;
  }

  public static StageFailure interrupted() {
    return new StageFailure(
        FailureClass.INTERRUPTED,
        FailureReason.INTERRUPTED,
        "stopped by a signal; finished work is stored");
  }
}
