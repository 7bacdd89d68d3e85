// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** A gauge without labels whose value is a count of this process. */
public final class CountGauge {
  private CountGauge() {}

  /**
   * Registers the gauge with the value 0.
   *
   * <p>A gauge of an application that has ended in this process is removed: the registry outlives
   * it, and would keep the old gauge, whose count is no longer referenced.
   */
  public static AtomicInteger register(MeterRegistry registry, JobMetric metric) {
    registry.find(metric.meter()).gauges().forEach(registry::remove);
    return registry.gauge(metric.meter(), new AtomicInteger());
  }
}
