package io.pentimento.server;

import java.time.Duration;

/** The body of a request did not arrive in time. */
final class SlowUploadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SlowUploadException(Duration limit) {
    super("The image did not arrive within %d s.".formatted(limit.toSeconds()));
  }
}
