// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.random;

/** The purpose of noise; different purposes at one step have different noise. */
public enum Purpose {
  /** The start state of the loop. */
  START(0),
  /** The sampler's fresh noise in a reverse step. */
  REVERSE_STEP(1),
  /** The noise of the guide in a constraint. */
  CONSTRAINT(2);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  /** Part of the counter; must never change, because stored results depend on it. */
  int code() {
    return code;
  }
}
