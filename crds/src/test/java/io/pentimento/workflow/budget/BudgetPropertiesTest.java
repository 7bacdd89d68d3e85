// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.budget.BudgetSpec;
import io.pentimento.api.v1alpha1.status.UsageStatus;
import io.pentimento.workflow.observation.GpuUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every course of a job's pods. */
class BudgetPropertiesTest {
  private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  private static List<GpuUse> pods(Random random, boolean areRunning) {
    List<GpuUse> pods = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      Instant from = START.plusSeconds(random.nextInt(1000));
      Instant until =
          areRunning || random.nextBoolean() ? null : from.plusSeconds(random.nextInt(1000));
      pods.add(new GpuUse(1 + random.nextInt(4), from, until));
    }
    return pods;
  }

  private static double seconds(UsageStatus usage) {
    return usage == null ? 0 : usage.gpuSeconds();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void countingOftenGivesTheSameAsCountingOnce(int seed) {
    Random random = new Random(seed);
    List<GpuUse> pods = pods(random, false);
    Instant end = START.plusSeconds(2500);
    UsageStatus often = null;
    for (Instant now = START; now.isBefore(end); now = now.plusSeconds(1 + random.nextInt(90))) {
      often = GpuMeter.count(often, pods, now);
    }
    often = GpuMeter.count(often, pods, end);

    assertThat(seconds(often)).isEqualTo(seconds(GpuMeter.count(null, pods, end)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theUsageNeverDecreases(int seed) {
    Random random = new Random(seed);
    List<GpuUse> pods = pods(random, false);
    UsageStatus usage = null;
    for (int i = 0; i < 50; i++) {
      UsageStatus next = GpuMeter.count(usage, pods, START.plusSeconds(random.nextInt(2500)));

      assertThat(seconds(next)).isGreaterThanOrEqualTo(seconds(usage));
      usage = next;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void runningPodsHaveUsedTheBudgetWhenItIsSaidToEnd(int seed) {
    Random random = new Random(seed);
    List<GpuUse> pods = pods(random, true);
    Instant now = START.plusSeconds(1000);
    UsageStatus used = GpuMeter.count(null, pods, now);
    BudgetSpec limit = new BudgetSpec((long) seconds(used) + 1 + random.nextInt(10_000), null);
    Budget budget = new Budget(limit, used);

    Instant end = budget.endsAt(pods, now).orElseThrow();

    assertThat(budget.isExceeded()).isFalse();
    assertThat(end).isAfter(now);
    assertThat(new Budget(limit, GpuMeter.count(used, pods, end)).isExceeded()).isTrue();
    assertThat(new Budget(limit, GpuMeter.count(used, pods, end.minusSeconds(1))).isExceeded())
        .isFalse();
  }
}
