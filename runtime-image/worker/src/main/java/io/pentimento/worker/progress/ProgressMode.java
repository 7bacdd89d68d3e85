package io.pentimento.worker.progress;

/** How progress is shown. */
public enum ProgressMode {
  /** {@link #TTY} on a terminal, else {@link #JSON}. */
  AUTO,
  /** One line that is written over. */
  TTY,
  /** One JSON object a line. */
  JSON;

  ProgressMode resolved() {
    if (this != AUTO) {
      return this;
    }
    return System.console() != null && System.getenv("TERM") != null ? TTY : JSON;
  }
}
