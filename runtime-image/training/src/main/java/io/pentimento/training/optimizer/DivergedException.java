// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

/** Gradients or weights became NaN or infinite. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DivergedException(String what, long step) {
    super(
        ("training diverged: the %s step %d are not finite."
                + " Lower the learning rate, or check the images for extreme values.")
            .formatted(what, step));
  }

  static DivergedException gradients(long step) {
    return new DivergedException("gradients of", step);
  }

  public static DivergedException weights(long step) {
    return new DivergedException("weights after", step);
  }
}
