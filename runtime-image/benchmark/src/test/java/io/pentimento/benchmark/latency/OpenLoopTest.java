// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OpenLoopTest {

  @Test
  void percentilesAreValuesThatWereMeasured() {
    long[] nanos = new long[100];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = (100 - i) * 1_000_000L;
    }
    Latencies latencies = Latencies.of(nanos);
    assertThat(latencies.median()).isEqualTo(50);
    assertThat(latencies.millis(0.99)).isEqualTo(99);
    assertThat(latencies.millis(1)).isEqualTo(100);
  }

  @Test
  void evenArrivalsHaveEqualIntervals() {
    assertThat(Arrivals.EVEN.nanos(3, 10)).containsExactly(0, 100_000_000, 200_000_000);
  }

  @Test
  void randomArrivalsHaveTheRateOnAverage() {
    long[] times = Arrivals.RANDOM.nanos(10_000, 100);
    assertThat(times).isSorted();
    assertThat(times[times.length - 1] / 1e9).isCloseTo(100, Percentage.withPercentage(5));
  }

  /** A generator that waits for answers would send the second request only after the first. */
  @Test
  void requestsAreSentAlthoughEarlierOnesAreNotAnswered() throws InterruptedException {
    CyclicBarrier answers = new CyclicBarrier(3);
    OpenLoop loop =
        new OpenLoop(
            () -> {
              await(answers);
              return true;
            });
    Latencies latencies = loop.run(Arrivals.EVEN.nanos(3, 1000));

    assertThat(latencies.nanos()).hasSize(3).isSorted();
    assertThat(loop.failed()).isZero();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void rejectedAndLostRequestsAreCounted() throws InterruptedException {
    OpenLoop rejected = new OpenLoop(() -> false);
    rejected.run(Arrivals.EVEN.nanos(2, 1000));
    assertThat(rejected.failed()).isEqualTo(2);

    OpenLoop lost =
        new OpenLoop(
            () -> {
              throw new UncheckedIOException(new IOException("connection reset"));
            });
    lost.run(Arrivals.EVEN.nanos(2, 1000));
    assertThat(lost.failed()).isEqualTo(2);
  }
}
