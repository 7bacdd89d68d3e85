// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.loop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Time limit of a training, starting at the first call. Not thread-safe. */
public final class TimeBudget {
  private final Clock clock;
  private final Duration total;
  private @Nullable Instant begin;

  public TimeBudget(Clock clock, Duration total) {
    if (total.isNegative() || total.isZero()) {
      throw new IllegalArgumentException("a time budget must be positive, not " + total);
    }
    this.clock = clock;
    this.total = total;
  }

  /** The elapsed fraction, in [0, 1]. */
  public double share() {
    if (begin == null) {
      begin = clock.instant();
    }
    double over = (double) Duration.between(begin, clock.instant()).toMillis() / total.toMillis();
    return Math.min(1, over);
  }

  public boolean isExhausted() {
    return share() >= 1;
  }
}
