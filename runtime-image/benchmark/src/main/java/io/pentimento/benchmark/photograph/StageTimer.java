// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.photograph;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Measures the stages of processing a photograph, such as decoding or restoring, and keeps the
 * shortest time of each over several runs.
 */
final class StageTimer {
  private static final com.sun.management.OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  /**
   * The time of a stage.
   *
   * @param seconds of wall-clock time
   * @param cpuSeconds of all threads of this process
   */
  record Time(double seconds, double cpuSeconds) {
    Time least(Time other) {
      return new Time(Math.min(seconds, other.seconds), Math.min(cpuSeconds, other.cpuSeconds));
    }

    Time plus(Time other) {
      return new Time(seconds + other.seconds, cpuSeconds + other.cpuSeconds);
    }
  }

  private final Map<String, Time> times = new LinkedHashMap<>();

  <T> T time(String stage, Supplier<T> work) {
    long start = System.nanoTime();
    long cpu = PROCESS.getProcessCpuTime();
    T result = work.get();
    double cpuSeconds = (PROCESS.getProcessCpuTime() - cpu) / 1e9;
    Time time = new Time((System.nanoTime() - start) / 1e9, cpuSeconds);
    times.merge(stage, time, Time::least);
    return result;
  }

  Time of(String stage) {
    return times.getOrDefault(stage, new Time(0, 0));
  }

  /** The sum of all stages except this one. */
  Time without(String stage) {
    return times.entrySet().stream()
        .filter(each -> !each.getKey().equals(stage))
        .map(Map.Entry::getValue)
        .reduce(new Time(0, 0), Time::plus);
  }

  Iterable<String> stages() {
    return times.keySet();
  }
}
