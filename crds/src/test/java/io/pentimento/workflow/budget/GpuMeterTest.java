// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.UsageStatus;
import io.pentimento.workflow.observation.GpuUse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpuMeterTest {
  private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

  @Test
  void aRunningPodCountsUntilNowTimesItsGpus() {
    GpuUse use = new GpuUse(2, START, null);

    assertThat(GpuMeter.count(null, List.of(use), START.plusSeconds(30)))
        .isEqualTo(new UsageStatus(60.0, "2026-11-24T00:00:30Z"));
  }

  @Test
  void aPodThatEndedCountsUntilItsEnd() {
    GpuUse use = new GpuUse(1, START, START.plusSeconds(10));

    assertThat(GpuMeter.count(null, List.of(use), START.plusSeconds(30)).gpuSeconds())
        .isEqualTo(10);
  }

  @Test
  void onlyTheTimeSinceTheLastCountIsAdded() {
    UsageStatus before = new UsageStatus(100.0, START.plusSeconds(20).toString());
    List<GpuUse> uses =
        List.of(new GpuUse(1, START, null), new GpuUse(1, START, START.plusSeconds(10)));

    assertThat(GpuMeter.count(before, uses, START.plusSeconds(25)))
        .isEqualTo(new UsageStatus(105.0, "2026-11-24T00:00:25Z"));
  }

  @Test
  void sharesOfAGpuAreAddedToMilliseconds() {
    List<GpuUse> uses =
        List.of(new GpuUse(0.25, START, null), new GpuUse(1.0 / 3, START, START.plusSeconds(1)));

    assertThat(GpuMeter.count(null, uses, START.plusSeconds(4)).gpuSeconds()).isEqualTo(1.333);
  }

  @Test
  void theCountIsUnchangedIfNoGpuWasUsedSince() {
    UsageStatus before = new UsageStatus(100.0, START.plusSeconds(20).toString());
    GpuUse earlier = new GpuUse(1, START, START.plusSeconds(20));

    assertThat(GpuMeter.count(before, List.of(earlier), START.plusSeconds(60))).isSameAs(before);
    assertThat(GpuMeter.count(before, List.of(), START.plusSeconds(60))).isSameAs(before);
  }

  @Test
  void thereIsNoCountWithoutAnyUse() {
    assertThat(GpuMeter.count(null, List.of(), START)).isNull();
    assertThat(GpuMeter.count(null, List.of(new GpuUse(0, START, null)), START.plusSeconds(9)))
        .isNull();
  }

  @Test
  void aPodOfTheFutureDoesNotReduceTheCount() {
    GpuUse late = new GpuUse(1, START.plusSeconds(60), null);
    GpuUse now = new GpuUse(1, START, null);

    assertThat(GpuMeter.count(null, List.of(late, now), START.plusSeconds(5)).gpuSeconds())
        .isEqualTo(5);
  }
}
