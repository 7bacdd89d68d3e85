// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

/** Name and version of this program, as evidence and {@code --version} state them. */
public final class Program {
  public static final String VERSION = "pentimento 0.1.0";

  private Program() {}
}
