package io.pentimento.server;

/** The image is sound, but the model does not take it. */
final class UnprocessableImageException extends RuntimeException {
  UnprocessableImageException(String message) {
    super(message);
  }
}
