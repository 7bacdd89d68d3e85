package io.pentimento.core.fuzz;

import java.io.IOException;
import java.util.Locale;

/**
 * Where Jazzer starts: {@code -Dfuzz.target=} names the reader. Each input must be read in bounded
 * memory; Jazzer's {@code -timeout} bounds the time.
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
