package io.pentimento.core.random;

/** What noise is drawn for, so that two uses at one step never share it. */
public enum Purpose {
  /** The state the loop starts from. */
  START(0),
  /** The sampler's fresh noise of a reverse step. */
  REVERSE_STEP(1),
  /** The noised guide whose content a constraint copies. */
  CONSTRAINT(2);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  /** Part of the counter: a stored result depends on it, so it never changes. */
  int code() {
    return code;
  }
}
