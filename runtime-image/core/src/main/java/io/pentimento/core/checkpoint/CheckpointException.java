package io.pentimento.core.checkpoint;

/** A checkpoint file is damaged, malicious or not supported; the message gives the reason. */
public class CheckpointException extends IllegalArgumentException {
  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
