package io.pentimento.operator.serving;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Creates, corrects and deletes the HorizontalPodAutoscaler of the servers. */
final class AutoscalerReconciler {
  private static final Logger LOG = Logger.getLogger(AutoscalerReconciler.class);

  private final KubernetesClient client;
  private final DriftThrottle corrections;

  /**
   * @param interval minimum time between two corrections of one autoscaler
   */
  AutoscalerReconciler(KubernetesClient client, Duration interval) {
    this.client = client;
    this.corrections = new DriftThrottle(interval);
  }

  /**
   * @param seen the autoscaler as last observed
   * @return when to look again, if a correction has to wait
   */
  Optional<Instant> follow(
      Optional<HorizontalPodAutoscaler> wanted,
      Optional<HorizontalPodAutoscaler> seen,
      Instant now) {
    if (wanted.isEmpty()) {
      seen.ifPresent(each -> client.resource(each).delete());
      return Optional.empty();
    }
    return keep(wanted.get(), seen, now);
  }

  private Optional<Instant> keep(
      HorizontalPodAutoscaler wanted, Optional<HorizontalPodAutoscaler> seen, Instant now) {
    boolean isCorrect = seen.filter(each -> !Drift.isIn(each, wanted)).isPresent();
    if (isCorrect || seen.filter(corrections::isInVain).isPresent()) {
      return Optional.empty();
    }
    Optional<Instant> later = corrections.notBefore(wanted, now);
    if (later.isEmpty()) {
      corrections.made(ServingReconciler.apply(client, wanted), now);
      LOG.infof(
          "%s/%s: applied the HorizontalPodAutoscaler",
          wanted.getMetadata().getNamespace(), wanted.getMetadata().getName());
    }
    return later;
  }
}
