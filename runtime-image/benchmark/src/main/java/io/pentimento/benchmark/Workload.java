// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

/** Work that can be repeated. */
public interface Workload extends AutoCloseable {
  void run();

  /** The process that does the work. */
  default ProcessHandle process() {
    return ProcessHandle.current();
  }

  @Override
  void close();
}
