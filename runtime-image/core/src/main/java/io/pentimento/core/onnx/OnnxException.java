// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import org.jspecify.annotations.Nullable;

/** A model cannot be loaded or run; the message gives the reason. */
public final class OnnxException extends RuntimeException {
  OnnxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
