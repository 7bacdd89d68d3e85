package io.pentimento.core.image;

/** The file is cut short or its contents contradict its format. */
public final class CorruptImageException extends ImageException {
  CorruptImageException(String message) {
    super(message, null);
  }

  CorruptImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
