// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.failure;

/** A request names a model, or a version of it, that this server does not serve. */
public final class UnknownModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownModelException(String message) {
    super(message);
  }
}
