package io.pentimento.server;

/** The image has more bytes or pixels than the server takes. */
final class TooLargeException extends RuntimeException {
  TooLargeException(String message) {
    super(message);
  }
}
