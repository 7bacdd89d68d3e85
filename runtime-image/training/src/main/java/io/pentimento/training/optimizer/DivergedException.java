package io.pentimento.training.optimizer;

/** Gradients became NaN or infinite. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DivergedException(long step) {
    super(
        ("training diverged: the gradients of step %d are not finite."
                + " Lower the learning rate, or look for extreme values in the images.")
            .formatted(step));
  }
}
