package io.pentimento.core.image;

/** The file, or the size its header claims, is above {@link ImageLimits}; nothing was decoded. */
public final class ImageTooLargeException extends ImageException {
  ImageTooLargeException(String message) {
    super(message, null);
  }
}
