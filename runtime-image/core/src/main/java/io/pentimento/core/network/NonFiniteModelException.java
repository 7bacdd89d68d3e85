package io.pentimento.core.network;

import io.pentimento.core.checkpoint.CheckpointException;

/** A network's weights, or what it computes from finite inputs, are NaN or infinite. */
public final class NonFiniteModelException extends CheckpointException {
  public NonFiniteModelException(String message) {
    super(message);
  }
}
