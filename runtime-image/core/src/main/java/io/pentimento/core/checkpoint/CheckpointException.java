package io.pentimento.core.checkpoint;

/**
 * A checkpoint file is damaged, hostile or of a kind that is not supported; the message says which.
 */
public class CheckpointException extends IllegalArgumentException {
  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
