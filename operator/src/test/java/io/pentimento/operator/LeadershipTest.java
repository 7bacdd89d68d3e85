package io.pentimento.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeadershipTest {
  private final AtomicInteger ends = new AtomicInteger();
  private final Leadership leadership = new Leadership(ends::incrementAndGet);

  @Test
  void whoLosesTheLeaseEnds() {
    leadership.callbacks().onStopLeading();

    assertThat(ends).hasValue(1);
  }

  @Test
  void whoGivesItBackBecauseItEndsAnywayEndsInOrder() {
    leadership.end(new ShutdownEvent());

    leadership.callbacks().onStopLeading();

    assertThat(ends).hasValue(0);
  }
}
