package io.pentimento.server.failure;

/** The client closed its connection before it had an answer. */
public final class ClientGoneException extends RuntimeException {
  /** The status of its answer in metrics and logs; no client sees it. */
  public static final int STATUS = 499;

  private static final long serialVersionUID = 1L;

  public ClientGoneException() {
    super("The client closed the connection.");
  }
}
