// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image;

import org.jspecify.annotations.Nullable;

/** An image that cannot be used; the message names the file. */
public abstract sealed class ImageException extends RuntimeException
    permits ImageTooLargeException, UnsupportedImageException, CorruptImageException {
  ImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
