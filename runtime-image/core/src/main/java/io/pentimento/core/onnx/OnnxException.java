package io.pentimento.core.onnx;

/** A model cannot be loaded or run; the message gives the reason. */
public final class OnnxException extends RuntimeException {
  OnnxException(String message, Throwable cause) {
    super(message, cause);
  }
}
