package io.pentimento.server;

/** A request's weight w is no number from 0 to 1. */
final class InvalidWeightException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidWeightException(String message, Throwable cause) {
    super(message, cause);
  }
}
