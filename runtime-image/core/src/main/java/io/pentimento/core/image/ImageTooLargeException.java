// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image;

/**
 * The file size, or the image size in its header, exceeds {@link ImageLimits}; nothing was decoded.
 */
public final class ImageTooLargeException extends ImageException {
  ImageTooLargeException(String message) {
    super(message, null);
  }
}
