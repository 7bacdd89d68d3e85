// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator;

import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Producers of beans that the SDK needs. */
@Singleton
class Wiring {
  private static final String DRIFTING = "reconciliations.active";
  private static final String LEASE = "pentimento-operator";

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The SDK's own provider may be called before it knows the registry, and then counts nothing. */
  @Produces
  @Singleton
  Metrics metrics(MeterRegistry registry) {
    return MicrometerMetricsV2.newBuilder(registry)
        .withExecutionTimerConfig(Timer.Builder::publishPercentileHistogram)
        .build();
  }

  /**
   * Removes the SDK's gauge of running reconciliations, which drifts because it counts the end of
   * work whose start it did not count. {@code adaptation.reconciliations.active} counts in the
   * reconciler.
   */
  @Produces
  @Singleton
  MeterFilter withoutDriftingGauge() {
    return MeterFilter.deny(id -> DRIFTING.equals(id.getName()));
  }

  @Produces
  @Singleton
  LeaderElectionConfiguration leaderElection(Leadership leadership) {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
        .withLeaderCallbacks(leadership.callbacks())
        .build();
  }
}
