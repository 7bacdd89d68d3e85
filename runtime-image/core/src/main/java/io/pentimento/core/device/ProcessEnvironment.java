// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.device;

import com.sun.jna.Library;
import com.sun.jna.Native;

/**
 * Environment variables of this process as native libraries see them. Java's copy, {@link
 * System#getenv}, does not change.
 */
public final class ProcessEnvironment {
  private static final String JNA_FOLDER = "jna.tmpdir";

  private interface LibC extends Library {
    int setenv(String name, String value, int overwrite);
  }

  private ProcessEnvironment() {}

  /**
   * Sets a variable.
   *
   * @throws UnsatisfiedLinkError if JNA cannot be loaded from the temporary folder
   */
  public static void set(String name, String value) {
    if (Loaded.LIBC.setenv(name, value, 1) != 0) {
      throw new IllegalStateException("the variable %s cannot be set".formatted(name));
    }
  }

  private static final class Loaded {
    static final LibC LIBC = load();

    /** JNA unpacks its library, by default under the home directory. */
    private static LibC load() {
      if (System.getProperty(JNA_FOLDER) == null) {
        System.setProperty(JNA_FOLDER, System.getProperty("java.io.tmpdir"));
      }
      return Native.load("c", LibC.class);
    }
  }
}
