// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion;

/** Observes a sampling loop and can stop it. Called by the thread of the loop. */
public interface LoopListener {

  /** After each reverse step. */
  default void stepDone(int done, int total) {}

  /** Called before each reverse step; true stops the loop. */
  default boolean cancelled() {
    return false;
  }

  /** Does nothing. */
  static LoopListener none() {
    return new LoopListener() {};
  }
}
