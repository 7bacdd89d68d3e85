// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import java.util.concurrent.locks.LockSupport;

/** Waits for the scheduled times of requests. */
final class Schedule {
  private Schedule() {}

  /**
   * @param due as of {@link System#nanoTime}
   */
  static void sleepUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
