// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.scale;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measurements of a run with many jobs. */
record ScaleResult(
    String server,
    int jobs,
    Duration creating,
    List<Duration> firstStatuses,
    Optional<Duration> living,
    long firstMemory,
    long peakMemory,
    double writesPerJob,
    double requestsPerJob,
    long idleRequests) {
  static final String HEADER =
      """
      | server | jobs | created in s | first status p50 s | p99 s | all served in s | RSS MiB then | RSS MiB peak | writes per job | requests per job | requests in an idle minute |
      |---|---|---|---|---|---|---|---|---|---|---|\
      """;

  Duration percentile(int percent) {
    return firstStatuses.get(
        Math.max(0, (int) Math.ceil(firstStatuses.size() * percent / 100.0) - 1));
  }

  /** Of a table in Markdown. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.1f | %.2f | %.2f | %s | %d | %d | %.1f | %.1f | %d |",
        server,
        jobs,
        seconds(creating),
        seconds(percentile(50)),
        seconds(percentile(99)),
        living.map(time -> String.format(Locale.ROOT, "%.0f", seconds(time))).orElse("–"),
        firstMemory,
        peakMemory,
        writesPerJob,
        requestsPerJob,
        idleRequests);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
