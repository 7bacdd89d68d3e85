// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image;

/** The file is truncated or its content contradicts its format. */
public final class CorruptImageException extends ImageException {
  public CorruptImageException(String message) {
    super(message, null);
  }

  public CorruptImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
