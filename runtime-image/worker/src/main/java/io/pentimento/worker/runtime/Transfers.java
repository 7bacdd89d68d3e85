// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress and pauses of a stage's transfers, which end as soon as the stage is asked to stop. */
public final class Transfers {
  private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);
  private static final long SLICE_MILLISECONDS = 200;
  private static final double MEGABYTE = 1e6;

  private final StageContext context;
  private final String activity;

  /**
   * @param activity such as {@code downloading}
   */
  public Transfers(StageContext context, String activity) {
    this.context = context;
    this.activity = activity;
  }

  /**
   * Reports transferred bytes.
   *
   * @param total -1 if unknown
   * @throws StageFailure if the stage is asked to stop
   */
  public void progressed(long done, long total) {
    context.stopIfInterrupted();
    String of = total < 0 ? "" : " of " + megabytes(total);
    context.progress().update(0, 1, 0, activity + ": " + megabytes(done) + of);
  }

  /**
   * Waits between two attempts, and logs why.
   *
   * @param cause the failure of the last attempt
   * @throws StageFailure if the stage is asked to stop
   */
  public void pause(Duration duration, IOException cause) {
    context.stopIfInterrupted();
    LOG.warn("{}; next attempt in {} s", cause.getMessage(), duration.toSeconds());
    try {
      for (long left = duration.toMillis(); left > 0; left -= SLICE_MILLISECONDS) {
        context.stopIfInterrupted();
        Thread.sleep(Math.min(left, SLICE_MILLISECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StageFailure.interrupted();
    }
  }

  private static String megabytes(long bytes) {
    return "%.1f MB".formatted(bytes / MEGABYTE);
  }
}
