package io.pentimento.server.failure;

/** The image is sound, but the model does not take it. */
public final class UnprocessableImageException extends RuntimeException {
  public UnprocessableImageException(String message) {
    super(message);
  }
}
