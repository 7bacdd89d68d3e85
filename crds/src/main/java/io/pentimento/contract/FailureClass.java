// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.Reason;
import java.util.Arrays;
import java.util.Optional;

/** The class of a failure, which decides about retries and the exit code. */
public enum FailureClass {
  /** The manifest requests something impossible, or a source is missing: it needs an edit. */
  @JsonProperty("UserError")
  USER_ERROR(FailureReason.USER_ERROR, 64, false, true),
  /** The data is unusable: a corrupt checkpoint, no usable image, training that diverges. */
  @JsonProperty("Data")
  DATA(FailureReason.DATA, 65, false, true),
  /** A defect of Pentimento; a retry may succeed. */
  @JsonProperty("Internal")
  INTERNAL(FailureReason.INTERNAL, 70, true, true),
  /** Memory or disk ran out. */
  @JsonProperty("Resources")
  RESOURCES(FailureReason.RESOURCES, 71, true, true),
  /** A connection, a device or a store failed. */
  @JsonProperty("Infrastructure")
  INFRASTRUCTURE(FailureReason.INFRASTRUCTURE, 75, true, true),
  /** Stopped by SIGTERM: preemption, a drained node, an interrupt by the user. */
  @JsonProperty("Interrupted")
  INTERRUPTED(FailureReason.INTERRUPTED, 143, true, false);

  private static final int JAVA_OUT_OF_MEMORY = 3;
  private static final int PICOCLI_USAGE = 2;
  private static final int SIGINT = 130;
  private static final int SIGKILL = 137;

  private final FailureReason reason;
  private final int exitCode;
  private final boolean retryable;
  private final boolean counted;

  FailureClass(FailureReason reason, int exitCode, boolean retryable, boolean counted) {
    this.reason = reason;
    this.exitCode = exitCode;
    this.retryable = retryable;
    this.counted = counted;
  }

  /** The reason if no more exact one is known. */
  public Reason reason() {
    return reason;
  }

  public int exitCode() {
    return exitCode;
  }

  /** Whether the same work may succeed when it is tried again. */
  public boolean isRetryable() {
    return retryable;
  }

  /** Whether it counts against {@code backoffLimit}; interruptions from outside do not. */
  public boolean countsAgainstBackoffLimit() {
    return counted;
  }

  /** The class behind an exit code; empty for 0. SIGKILL most often comes from the OOM killer. */
  public static Optional<FailureClass> ofExitCode(int code) {
    return switch (code) {
      case 0 -> Optional.empty();
      case PICOCLI_USAGE -> Optional.of(USER_ERROR);
      case JAVA_OUT_OF_MEMORY, SIGKILL -> Optional.of(RESOURCES);
      case SIGINT -> Optional.of(INTERRUPTED);
      default ->
          Optional.of(
              Arrays.stream(values())
                  .filter(each -> each.exitCode == code)
                  .findFirst()
                  .orElse(INTERNAL));
    };
  }
}
