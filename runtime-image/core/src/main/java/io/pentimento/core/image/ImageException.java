package io.pentimento.core.image;

/** An image that cannot be used; the message names the file. */
public abstract sealed class ImageException extends RuntimeException
    permits ImageTooLargeException, UnsupportedImageException, CorruptImageException {
  ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
