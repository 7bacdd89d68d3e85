// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that advances by seconds with every call, so that all progress is reported. */
public final class SlowClock extends Clock {
  private static final int SECONDS_PER_LOOK = 5;
  private Instant now = Instant.EPOCH;

  @Override
  public Instant instant() {
    now = now.plusSeconds(SECONDS_PER_LOOK);
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
