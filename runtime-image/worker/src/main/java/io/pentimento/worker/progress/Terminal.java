// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.progress;

/** The terminal of this process. */
public final class Terminal {
  private Terminal() {}

  /**
   * Whether a person reads standard output and types standard input. On JDK 22 and newer this needs
   * {@code -Djdk.console=java.base}; their default console exists without a terminal, too.
   */
  @SuppressWarnings("SystemConsoleNull") // the launcher sets jdk.console
  public static boolean isInteractive() {
    return System.console() != null;
  }
}
