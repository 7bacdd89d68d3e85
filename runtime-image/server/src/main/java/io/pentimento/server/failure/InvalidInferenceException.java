// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.failure;

import org.jspecify.annotations.Nullable;

/** An inference request does not follow the protocol, or does not match the model. */
public final class InvalidInferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidInferenceException(@Nullable String message) {
    super(message);
  }

  public InvalidInferenceException(@Nullable String message, Throwable cause) {
    super(message, cause);
  }
}
