package io.pentimento.core.network;

/**
 * Stochastic depth: in training, whole residual branches of single images are left out at random.
 */
@FunctionalInterface
public interface DropPath<T> {

  /**
   * Applied to every branch in the order of computation.
   *
   * @param branch (N, tokens, width)
   * @param rate probability that an image's branch is dropped; more than 0
   */
  T apply(T branch, double rate);

  /** Keeps everything: inference. */
  static <T> DropPath<T> none() {
    return (branch, rate) -> branch;
  }
}
