// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.server.canary.CanaryReport.Candidate;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The comparison with the candidate as gauges; NaN without a candidate. */
@ApplicationScoped
class CanaryMetrics {
  private final CanaryStatistics statistics;
  private final MeterRegistry registry;
  private final List<Meter> gauges = new ArrayList<>();

  @Inject
  CanaryMetrics(CanaryStatistics statistics, MeterRegistry registry) {
    this.statistics = statistics;
    this.registry = registry;
  }

  void start(@Observes StartupEvent event, CanaryConfig config) {
    if (config.url().isPresent()) {
      add("pairs", "Images that both models restored", Candidate::pairs);
      add("failures", "Images that the candidate did not restore", Candidate::failures);
      add("skipped", "Sampled images that were not compared", Candidate::skipped);
      add(
          "fidelity.change",
          "Mean change of the difference from the input",
          each -> each.fidelityChange().mean());
      add("quality.change", "Mean change of NIQE", each -> each.qualityChange().mean());
      add("difference", "Mean difference of the results", each -> each.difference().mean());
    }
  }

  private void add(String name, String description, ToDoubleFunction<Candidate> value) {
    gauges.add(
        Gauge.builder(
                "pentimento.canary." + name,
                statistics,
                all -> all.candidate().map(value::applyAsDouble).orElse(Double.NaN))
            .description(description)
            .register(registry));
  }

  /** The registry outlives an application that is restarted, as in tests. */
  @PreDestroy
  void close() {
    gauges.forEach(registry::remove);
  }
}
