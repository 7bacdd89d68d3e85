// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.failure;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The server cannot restore now, but possibly later. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The reason, for metrics. */
  public enum Reason {
    NO_MODEL,
    QUEUE_FULL,
    MEMORY_FULL,
    SHUTTING_DOWN
  }

  private final Reason reason;

  public UnavailableException(Reason reason, @Nullable String message) {
    super(message);
    this.reason = requireNonNull(reason, "reason");
  }

  public Reason reason() {
    return reason;
  }
}
