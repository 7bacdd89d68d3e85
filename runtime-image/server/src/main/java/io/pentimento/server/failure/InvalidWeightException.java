package io.pentimento.server.failure;

/** A request's weight w is no number from 0 to 1. */
public final class InvalidWeightException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidWeightException(String message, Throwable cause) {
    super(message, cause);
  }
}
