// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.failure;

import org.jspecify.annotations.Nullable;

/** The weight w of a request is not a number from 0 to 1. */
public final class InvalidWeightException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidWeightException(@Nullable String message, Throwable cause) {
    super(message, cause);
  }
}
