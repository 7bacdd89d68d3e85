// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import java.util.ArrayList;
import java.util.List;

/** The cores of the server and of its clients. */
enum Placement {
  /** All processes use all cores; the clients slow the server down. */
  SHARED(0),
  /**
   * The server has the first core and runs the model with one thread, as in a pod with one CPU.
   * Direct calls of ONNX Runtime run in the same way. {@code runtime-image/benchmark/run} starts
   * the clients on the other cores.
   */
  SEPARATE(1);

  private final int threads;

  Placement(int threads) {
    this.threads = threads;
  }

  /** The command that starts Java, as for this process, on the cores of the server. */
  List<String> java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (this == SEPARATE) {
      command.addAll(List.of("taskset", "-c", "0"));
    }
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(arguments);
    return command;
  }

  /** Threads of ONNX Runtime; 0 for the default. */
  int threads() {
    return threads;
  }
}
