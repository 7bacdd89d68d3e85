// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image;

/** Neither PNG nor JPEG, or a variant of these formats that is not supported. */
public final class UnsupportedImageException extends ImageException {
  public UnsupportedImageException(String message) {
    super(message, null);
  }
}
