// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of one benchmark.
 *
 * @param seconds median of the runs
 * @param cpuSeconds of all threads of the working process, mean of the runs
 * @param peakBytes maximum memory of that process, including loading
 */
record TimingResult(int runs, double seconds, double cpuSeconds, long peakBytes) {
  private static final double LEAST_SECONDS = 10;

  /** Runs once for warm-up unless one run is enough, then until there are enough measurements. */
  static TimingResult of(Workload workload) throws IOException {
    if (workload.leastRuns() > 1) {
      workload.run();
    }
    List<Double> times = new ArrayList<>();
    Duration before = cpu(workload);
    double total = 0;
    while (times.size() < workload.leastRuns() || total < LEAST_SECONDS) {
      long start = System.nanoTime();
      workload.run();
      times.add((System.nanoTime() - start) / 1e9);
      total += times.get(times.size() - 1);
    }
    double cpu = cpu(workload).minus(before).toMillis() / 1e3;
    return new TimingResult(
        times.size(), median(times), cpu / times.size(), peak(workload.process().pid()));
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
  }

  private static Duration cpu(Workload workload) {
    return workload.process().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static long peak(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmHWM:")) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("the kernel does not report the peak memory of process " + pid);
  }

  String row(Benchmark benchmark, Size size) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %.3f | %.3f | %.2f |",
        benchmark.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        size.name().toLowerCase(Locale.ROOT),
        runs,
        seconds,
        cpuSeconds,
        peakBytes / 1e9);
  }
}
