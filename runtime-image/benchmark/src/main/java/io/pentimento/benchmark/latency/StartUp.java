// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Measures the time until a server is ready, as packaged and with an archive of its classes
 * (AppCDS). The starts of both kinds alternate, so that other load affects both.
 */
record StartUp(Path model, int starts) {
  private static final List<String> QUIET = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

  void print() throws IOException {
    Path folder = Files.createTempDirectory("class-archive");
    Path archive = folder.resolve("server.jsa");
    try {
      create(archive);
      print(List.of(), List.of("-XX:SharedArchiveFile=" + archive));
    } finally {
      Files.deleteIfExists(archive);
      Files.delete(folder);
    }
  }

  /** The JVM writes the archive when it ends. */
  private void create(Path archive) throws IOException {
    measure(List.of("-XX:ArchiveClassesAtExit=" + archive, QUIET.get(0), QUIET.get(1)));
  }

  private void print(List<String> plain, List<String> archived) throws IOException {
    long[] nanos = new long[starts];
    long[] nanosArchived = new long[starts];
    for (int i = 0; i < starts; i++) {
      nanos[i] = measure(plain);
      nanosArchived[i] = measure(archived);
    }
    print("", Latencies.of(nanos));
    print(" with an archive of its classes", Latencies.of(nanosArchived));
    System.out.println();
  }

  private long measure(List<String> java) throws IOException {
    try (ServerUnderTest server = new ServerUnderTest(Placement.SHARED, java, model)) {
      return server.startUp().toNanos();
    }
  }

  private static void print(String kind, Latencies latencies) {
    System.out.printf(
        Locale.ROOT,
        "Ready%s after %.2f s (median of %d starts; longest %.2f s)%n",
        kind,
        latencies.median() / 1e3,
        latencies.nanos().length,
        latencies.millis(1) / 1e3);
  }
}
