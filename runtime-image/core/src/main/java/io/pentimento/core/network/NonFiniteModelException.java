// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network;

import io.pentimento.core.checkpoint.CheckpointException;

/** The weights of a network, or its output for finite inputs, contain NaN or infinite values. */
public final class NonFiniteModelException extends CheckpointException {
  public NonFiniteModelException(String message) {
    super(message);
  }
}
