// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.observation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * GPUs that a pod of a stage held.
 *
 * @param gpus whole ones, or slices of one; at least 0
 * @param from when its first container started
 * @param until when its last container ended; null if it runs
 */
public record GpuUse(double gpus, Instant from, @Nullable Instant until) {
  public GpuUse {
    requireNonNull(from, "from");
  }

  /** Seconds after {@code since} and until {@code now}, times GPUs. */
  public double seconds(Instant since, Instant now) {
    Instant begin = from.isAfter(since) ? from : since;
    Instant end = until == null || until.isAfter(now) ? now : until;
    return begin.isBefore(end) ? gpus * Duration.between(begin, end).toMillis() / 1000.0 : 0;
  }

  public boolean isRunning() {
    return until == null;
  }
}
