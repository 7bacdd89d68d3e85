// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeadershipTest {
  private final AtomicInteger ends = new AtomicInteger();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Leadership leadership = new Leadership(registry, ends::incrementAndGet);

  @Test
  void aGaugeIsOneOnTheLeader() {
    assertThat(leads()).isZero();

    leadership.callbacks().onStartLeading();
    assertThat(leads()).isOne();

    leadership.callbacks().onStopLeading();
    assertThat(leads()).isZero();
  }

  private double leads() {
    return registry.get("adaptation.leader").gauge().value();
  }

  @Test
  void aLeaderThatLosesTheLeaseExits() {
    leadership.callbacks().onStopLeading();

    assertThat(ends).hasValue(1);
  }

  @Test
  void aLeaderThatShutsDownReleasesTheLeaseWithoutExiting() {
    leadership.end(new ShutdownEvent());

    leadership.callbacks().onStopLeading();

    assertThat(ends).hasValue(0);
  }
}
