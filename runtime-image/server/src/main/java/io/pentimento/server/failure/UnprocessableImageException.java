// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.failure;

/** The image is valid, but the model does not support it. */
public final class UnprocessableImageException extends RuntimeException {
  public UnprocessableImageException(String message) {
    super(message);
  }
}
