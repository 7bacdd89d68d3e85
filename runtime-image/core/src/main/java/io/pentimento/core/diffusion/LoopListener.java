package io.pentimento.core.diffusion;

/** Watches a loop and may end it. Called by the loop's thread. */
public interface LoopListener {

  /** After each reverse step. */
  default void stepDone(int done, int total) {}

  /** Asked before each reverse step; true ends the loop. */
  default boolean cancelled() {
    return false;
  }

  /** Neither watches nor ends. */
  static LoopListener none() {
    return new LoopListener() {};
  }
}
