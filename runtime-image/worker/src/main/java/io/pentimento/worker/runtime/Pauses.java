// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import java.time.Duration;

/** Delays that end when the thread is interrupted. */
final class Pauses {
  private Pauses() {}

  /**
   * @throws StageFailure if the thread is interrupted
   */
  static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StageFailure.interrupted();
    }
  }
}
