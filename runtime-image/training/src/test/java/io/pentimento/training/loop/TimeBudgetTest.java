// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
  private final SetClock clock = new SetClock();
  private final TimeBudget budget = new TimeBudget(clock, Duration.ofSeconds(10));

  @Test
  void timeIsMeasuredFromTheFirstCall() {
    clock.now = Instant.ofEpochSecond(100);
    assertThat(budget.share()).isZero();

    clock.now = Instant.ofEpochSecond(104);
    assertThat(budget.share()).isEqualTo(0.4);
    assertThat(budget.isExhausted()).isFalse();
  }

  @Test
  void theElapsedFractionIsAtMostOne() {
    budget.share();

    clock.now = Instant.ofEpochSecond(10);
    assertThat(budget.isExhausted()).isTrue();
    clock.now = Instant.ofEpochSecond(11);
    assertThat(budget.share()).isEqualTo(1);
  }

  @Test
  void aBudgetOfZeroIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimeBudget(clock, Duration.ZERO))
        .withMessageContaining("must be positive");
  }

  private static final class SetClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
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
}
