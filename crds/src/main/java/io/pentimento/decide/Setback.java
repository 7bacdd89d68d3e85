package io.pentimento.decide;

import io.pentimento.stage.FailureClass;
import java.time.Instant;

/**
 * The failure of an attempt, as far as it is remembered.
 *
 * @param failures this one included
 * @param exitCode null if the process left none
 * @param failure null if only the status remembers it
 */
record Setback(
    Failures failures,
    FailureClass failure,
    String reason,
    String message,
    Integer exitCode,
    Instant at) {

  static Setback of(ProcessState.Failed process, Failures before) {
    return new Setback(
        before.and(process.failure()),
        process.failure(),
        process.reason(),
        process.message(),
        process.exitCode() < 0 ? null : process.exitCode(),
        process.finishedAt());
  }
}
