// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint;

import org.jspecify.annotations.Nullable;

/** A checkpoint file is damaged, malicious or not supported; the message gives the reason. */
public class CheckpointException extends IllegalArgumentException {
  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
