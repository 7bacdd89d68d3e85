package io.pentimento.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/** Why a stage failed, as far as it matters for what to do next. */
public enum FailureClass {
  /** The manifest asks for what cannot be done, or a source is missing: only an edit helps. */
  @JsonProperty("UserError")
  USER_ERROR("UserError", 64, false, true),
  /** The bytes are wrong: a corrupt checkpoint, no usable image, training that diverges. */
  @JsonProperty("Data")
  DATA("Data", 65, false, true),
  /** A defect of ours; another try may go another way. */
  @JsonProperty("Internal")
  INTERNAL("Internal", 70, true, true),
  /** Memory or disk ran out. */
  @JsonProperty("Resources")
  RESOURCES("Resources", 71, true, true),
  /** A connection, a device or a store failed. */
  @JsonProperty("Infrastructure")
  INFRASTRUCTURE("Infrastructure", 75, true, true),
  /** Asked to stop by SIGTERM: preemption, a drained node, a user's interrupt. */
  @JsonProperty("Interrupted")
  INTERRUPTED("Interrupted", 143, true, false);

  private static final int JAVA_OUT_OF_MEMORY = 3;
  private static final int PICOCLI_USAGE = 2;
  private static final int SIGINT = 130;
  private static final int SIGKILL = 137;

  private final String reason;
  private final int exitCode;
  private final boolean retryable;
  private final boolean counted;

  FailureClass(String reason, int exitCode, boolean retryable, boolean counted) {
    this.reason = reason;
    this.exitCode = exitCode;
    this.retryable = retryable;
    this.counted = counted;
  }

  /** The class as one UpperCamelCase word, for want of a more exact one. */
  public String reason() {
    return reason;
  }

  public int exitCode() {
    return exitCode;
  }

  /** Whether the same work may succeed when it is tried again. */
  public boolean isRetryable() {
    return retryable;
  }

  /** Whether a retry uses up {@code backoffLimit}; what others did to the stage does not. */
  public boolean countsAgainstBackoffLimit() {
    return counted;
  }

  /** The class behind an exit code; empty for 0. SIGKILL is most often the memory's guardian. */
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
