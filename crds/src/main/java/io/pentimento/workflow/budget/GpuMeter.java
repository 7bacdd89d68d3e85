// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.budget;

import io.pentimento.api.v1alpha1.status.UsageStatus;
import io.pentimento.workflow.observation.GpuUse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds the GPU time since the last count. A pod that is deleted counts until it was seen last, and
 * no span of time counts twice, however often the operator restarts.
 */
public final class GpuMeter {
  private static final double MILLISECONDS = 1000.0;

  private GpuMeter() {}

  /**
   * The usage until now.
   *
   * @param before the last count; null if there is none
   * @return unchanged if no GPU was used since; null if none was ever used
   */
  public static @Nullable UsageStatus count(
      @Nullable UsageStatus before, List<GpuUse> uses, Instant now) {
    Instant since = before == null ? Instant.EPOCH : Instant.parse(before.countedUntil());
    double added = uses.stream().mapToDouble(use -> use.seconds(since, now)).sum();
    if (added <= 0) {
      return before;
    }
    double total = added + (before == null ? 0 : before.gpuSeconds());
    return new UsageStatus(Math.round(total * MILLISECONDS) / MILLISECONDS, now.toString());
  }
}
