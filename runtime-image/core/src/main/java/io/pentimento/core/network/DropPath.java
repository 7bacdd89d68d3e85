// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network;

/** Stochastic depth: in training, residual branches of single images are dropped at random. */
@FunctionalInterface
public interface DropPath<T> {

  /**
   * Called for every branch in the order of computation.
   *
   * @param branch (N, tokens, width)
   * @param rate probability that an image's branch is dropped; more than 0
   */
  T apply(T branch, double rate);

  /** Drops nothing: inference. */
  static <T> DropPath<T> none() {
    return (branch, rate) -> branch;
  }
}
