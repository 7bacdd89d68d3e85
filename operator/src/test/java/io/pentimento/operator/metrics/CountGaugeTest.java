// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CountGaugeTest {
  private final CompositeMeterRegistry global = new CompositeMeterRegistry();

  @Test
  void anApplicationThatStartsAfterAnotherInTheSameProcessHasItsOwnGauge() {
    CountGauge.register(global, JobMetric.LEADER).set(1);
    SimpleMeterRegistry ofTheSecond = new SimpleMeterRegistry();
    global.add(ofTheSecond);

    AtomicInteger second = CountGauge.register(global, JobMetric.LEADER);

    assertThat(ofTheSecond.get("adaptation.leader").gauge().value()).isZero();
    second.set(3);
    assertThat(ofTheSecond.get("adaptation.leader").gauge().value()).isEqualTo(3);
  }
}
