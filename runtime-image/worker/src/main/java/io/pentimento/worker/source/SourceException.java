// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import io.pentimento.contract.FailureClass;
import io.pentimento.reason.Reason;
import io.pentimento.reason.SourceReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A source cannot be read; the kind gives the cause. */
public final class SourceException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why a remote store does not provide a file. */
  public enum Kind {
    MISSING(SourceReason.SOURCE_NOT_FOUND, FailureClass.USER_ERROR),
    FORBIDDEN(SourceReason.SOURCE_FORBIDDEN, FailureClass.USER_ERROR),
    /** The content does not match the digest, or has an unexpected form. */
    DAMAGED(SourceReason.SOURCE_DAMAGED, FailureClass.DATA),
    /** Can succeed later: worth a retry. */
    UNAVAILABLE(SourceReason.SOURCE_UNAVAILABLE, FailureClass.INFRASTRUCTURE);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN_STATUS = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final SourceReason reason;
    private final FailureClass failureClass;

    Kind(SourceReason reason, FailureClass failureClass) {
      this.reason = reason;
      this.failureClass = failureClass;
    }

    public Reason reason() {
      return reason;
    }

    public FailureClass failureClass() {
      return failureClass;
    }

    /** The kind for an HTTP status other than success. */
    static Kind of(int status) {
      return switch (status) {
        case UNAUTHORIZED, FORBIDDEN_STATUS -> FORBIDDEN;
        case REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY_REQUESTS -> UNAVAILABLE;
        default -> status >= SERVER_ERROR ? UNAVAILABLE : MISSING;
      };
    }
  }

  private final Kind kind;

  public SourceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  SourceException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
