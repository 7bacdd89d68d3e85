// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.failure;

/** The client closed its connection before it received an answer. */
public final class ClientGoneException extends RuntimeException {
  /** The status in metrics and logs; it is not sent to a client. */
  public static final int STATUS = 499;

  private static final long serialVersionUID = 1L;

  public ClientGoneException() {
    super("The client closed the connection.");
  }
}
