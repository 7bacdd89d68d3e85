package io.pentimento.server;

/** The client closed its connection before it had an answer. */
final class ClientGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClientGoneException() {
    super("The client closed the connection.");
  }
}
