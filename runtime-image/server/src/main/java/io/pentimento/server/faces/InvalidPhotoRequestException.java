// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

/** The server does not support a request with a photograph; the message says what to do. */
public final class InvalidPhotoRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidPhotoRequestException(String message) {
    super(message);
  }

  InvalidPhotoRequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
