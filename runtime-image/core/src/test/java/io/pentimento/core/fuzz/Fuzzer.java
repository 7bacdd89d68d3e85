// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.fuzz;

import java.io.IOException;
import java.util.Arrays;

/**
 * Entry point of Jazzer. {@code -Dfuzz.targets=} is the enum with the targets and {@code
 * -Dfuzz.target=} the name of one. Memory is limited by the heap, time by Jazzer's {@code
 * -timeout}.
 */
public final class Fuzzer {
  private static final FuzzTarget TARGET =
      target(System.getProperty("fuzz.targets"), System.getProperty("fuzz.target"));

  private Fuzzer() {}

  private static FuzzTarget target(String type, String name) {
    try {
      return Arrays.stream(Class.forName(type).getEnumConstants())
          .map(FuzzTarget.class::cast)
          .filter(target -> target.name().equals(name))
          .findFirst()
          .orElseThrow();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Called by Jazzer with each input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    TARGET.read(input);
  }
}
