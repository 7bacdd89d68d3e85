// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.failure;

import java.time.Duration;

/** The body of a request did not arrive in time. */
public final class SlowUploadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SlowUploadException(Duration limit) {
    super("The image did not arrive within %d s.".formatted(limit.toSeconds()));
  }
}
