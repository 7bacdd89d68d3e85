// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

/** Work that can be repeated. */
public interface Workload extends AutoCloseable {

  /** The least number of measured runs of a short workload. */
  int LEAST_RUNS = 3;

  void run();

  /** The least number of measured runs; long workloads are measured once, without a warm-up. */
  default int leastRuns() {
    return LEAST_RUNS;
  }

  /** The process that does the work. */
  default ProcessHandle process() {
    return ProcessHandle.current();
  }

  @Override
  void close();
}
