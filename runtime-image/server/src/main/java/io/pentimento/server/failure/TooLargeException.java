// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.failure;

/** The image has more bytes or pixels than the server accepts. */
public final class TooLargeException extends RuntimeException {
  public TooLargeException(String message) {
    super(message);
  }
}
