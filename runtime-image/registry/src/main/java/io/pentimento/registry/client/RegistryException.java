// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to a registry failed; the kind determines how to react. */
public final class RegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The kind of failure. Exit codes equal those of the stage contract. */
  public enum Kind {
    /** The repository, tag or digest does not exist. */
    MISSING("RegistryNotFound", 64),
    /** The credentials are missing, wrong or insufficient. */
    FORBIDDEN("RegistryForbidden", 64),
    /** The registry rejects the request; a retry would give the same answer. */
    REFUSED("RegistryRefused", 64),
    /** The registry may answer later: worth a retry. */
    UNAVAILABLE("RegistryUnavailable", 75),
    /** The content differs from its digest, or has an unexpected form. */
    DAMAGED("RegistryContentDamaged", 65);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN_STATUS = 403;
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final String reason;
    private final int exitCode;

    Kind(String reason, int exitCode) {
      this.reason = reason;
      this.exitCode = exitCode;
    }

    /** One UpperCamelCase word. */
    public String reason() {
      return reason;
    }

    public int exitCode() {
      return exitCode;
    }

    /** The kind of an HTTP status that is not a success. */
    static Kind of(int status) {
      return switch (status) {
        case UNAUTHORIZED, FORBIDDEN_STATUS -> FORBIDDEN;
        case NOT_FOUND -> MISSING;
        case REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY_REQUESTS -> UNAVAILABLE;
        default -> status >= SERVER_ERROR ? UNAVAILABLE : REFUSED;
      };
    }
  }

  private final Kind kind;
  private final transient @Nullable Duration retryAfter;

  public RegistryException(Kind kind, String message) {
    this(kind, message, null, null);
  }

  RegistryException(
      Kind kind, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
    this.retryAfter = retryAfter;
  }

  /** Never null: every constructor has a message. */
  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }

  public Kind kind() {
    return kind;
  }

  /** The delay that the registry requests, if any. */
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
