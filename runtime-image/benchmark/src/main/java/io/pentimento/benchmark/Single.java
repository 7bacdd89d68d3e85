// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import java.io.IOException;

/** Runs one benchmark in this process and prints its row. */
final class Single {
  private Single() {}

  /**
   * Runs one benchmark and prints its row.
   *
   * @param arguments the benchmark and the size
   */
  public static void main(String[] arguments) throws IOException {
    Benchmark benchmark = Benchmark.valueOf(arguments[0]);
    Size size = Size.valueOf(arguments[1]);
    try (Workload workload = benchmark.prepare(size)) {
      System.out.println(TimingResult.of(workload).row(benchmark, size));
    }
  }
}
