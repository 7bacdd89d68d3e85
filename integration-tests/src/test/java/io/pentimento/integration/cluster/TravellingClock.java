// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/** A clock that can be replaced by another one. */
final class TravellingClock extends Clock {
  private final Supplier<Clock> present;

  TravellingClock(Supplier<Clock> present) {
    this.present = present;
  }

  @Override
  public Instant instant() {
    return present.get().instant();
  }

  @Override
  public ZoneId getZone() {
    return present.get().getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return present.get().withZone(zone);
  }
}
