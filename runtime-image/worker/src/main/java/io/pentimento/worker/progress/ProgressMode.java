// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.progress;

/** The format of progress output. */
public enum ProgressMode {
  /** {@link #TTY} on a terminal, otherwise {@link #JSON}. */
  AUTO,
  /** One line that is overwritten. */
  TTY,
  /** One JSON object per line. */
  JSON;

  ProgressMode resolved() {
    if (this != AUTO) {
      return this;
    }
    return Terminal.isInteractive() && System.getenv("TERM") != null ? TTY : JSON;
  }
}
