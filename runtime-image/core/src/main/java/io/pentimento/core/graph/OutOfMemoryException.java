// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.graph;

/** A run needed more memory than the device had left; a smaller batch may succeed. */
public final class OutOfMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutOfMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
