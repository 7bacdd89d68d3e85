package io.pentimento.core.fuzz;

import java.io.IOException;
import java.util.Locale;

/**
 * Entry point of Jazzer: {@code -Dfuzz.target=} selects the reader. Memory is limited by the heap,
 * time by Jazzer's {@code -timeout}.
 */
public final class Fuzzer {
  private static final FuzzTarget TARGET =
      FuzzTarget.valueOf(System.getProperty("fuzz.target", "CHECKPOINT").toUpperCase(Locale.ROOT));

  private Fuzzer() {}

  /** Called by Jazzer with each input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    TARGET.read(input);
  }
}
