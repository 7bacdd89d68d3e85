package io.pentimento.core.diffusion;

/** A sample became NaN or infinite. */
public final class NotFiniteException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NotFiniteException(String message) {
    super(message);
  }
}
