// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.fabric8.kubernetes.api.model.Condition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.api.v1alpha1.service.RolloutStatus;
import io.pentimento.workflow.service.Verification;
import io.pentimento.workflow.status.ConditionTypes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts services, rollouts and rejected models; written statuses are counted, not reconciles. */
public final class ServiceMetrics implements ServiceStatusWrite.Listener {
  /** Services by the status of Ready. */
  public static final String SERVICES = "restoration.services";

  /** Finished rollouts by outcome. */
  public static final String ROLLOUTS = "restoration.rollouts";

  /** Canaries that were rolled back, by reason. */
  public static final String ROLLBACKS = "restoration.rollbacks";

  /** Models that failed a check, by reason. */
  public static final String REJECTIONS = "restoration.models.rejected";

  private static final List<String> STATUSES = List.of("True", "False", "Unknown");

  private final MeterRegistry registry;

  ServiceMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts the services by the status of Ready when the metrics are read. */
  void countServices(Supplier<Stream<RestorationService>> services) {
    for (String status : STATUSES) {
      Gauge.builder(SERVICES, () -> count(services.get(), status))
          .tag("ready", status.toLowerCase(Locale.ROOT))
          .strongReference(true)
          .register(registry);
    }
  }

  private static long count(Stream<RestorationService> services, String status) {
    return services.filter(service -> status.equals(ready(service))).count();
  }

  private static String ready(RestorationService service) {
    return Optional.ofNullable(service.getStatus())
        .flatMap(status -> status.condition(ConditionTypes.READY))
        .map(Condition::getStatus)
        .orElse("Unknown");
  }

  @Override
  public void written(ServiceStatusWrite write) {
    RolloutStatus after = write.after().rollout();
    if (after != null
        && after.state() != RolloutState.PROGRESSING
        && !after.equals(write.before().rollout())) {
      String outcome = after.state() == RolloutState.COMPLETE ? "succeeded" : "failed";
      registry.counter(ROLLOUTS, "outcome", outcome).increment();
    }
    rollback(write).ifPresent(reason -> registry.counter(ROLLBACKS, "reason", reason).increment());
    rejection(write)
        .ifPresent(reason -> registry.counter(REJECTIONS, "reason", reason).increment());
  }

  private static Optional<String> rollback(ServiceStatusWrite write) {
    return Optional.ofNullable(write.after().canary())
        .filter(canary -> canary.phase() == CanaryPhase.ROLLING_BACK)
        .filter(canary -> !isRollingBack(write.before().canary()))
        .map(CanaryStatus::reason);
  }

  private static boolean isRollingBack(@Nullable CanaryStatus canary) {
    return canary != null && canary.phase() == CanaryPhase.ROLLING_BACK;
  }

  private static Optional<String> rejection(ServiceStatusWrite write) {
    Optional<String> before = write.before().condition(Verification.TYPE).map(Condition::getStatus);
    return write
        .after()
        .condition(Verification.TYPE)
        .filter(condition -> "False".equals(condition.getStatus()))
        .filter(condition -> !before.equals(Optional.of("False")))
        .map(Condition::getReason);
  }
}
