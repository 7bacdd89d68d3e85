package io.pentimento.server;

/** The server cannot restore now, but may later. */
final class UnavailableException extends RuntimeException {
  UnavailableException(String message) {
    super(message);
  }
}
