package io.pentimento.core.image;

/** The file is cut short or its contents contradict its format. */
public final class CorruptImageException extends ImageException {
  public CorruptImageException(String message) {
    super(message, null);
  }

  public CorruptImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
