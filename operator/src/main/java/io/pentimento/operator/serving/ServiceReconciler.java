package io.pentimento.operator.serving;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The Services by which servers are found. */
final class ServiceReconciler {
  private static final Logger LOG = Logger.getLogger(ServiceReconciler.class);

  private final KubernetesClient client;
  private final DriftThrottle corrections;

  /**
   * @param interval the least time between two corrections of one Service
   */
  ServiceReconciler(KubernetesClient client, Duration interval) {
    this.client = client;
    this.corrections = new DriftThrottle(interval);
  }

  /**
   * One that is gone or changed is set right, though not all the time.
   *
   * @param seen the Service, maybe of a while ago
   * @return when to look again, if it was set right only just
   */
  Optional<Instant> keep(Service wanted, Optional<Service> seen, Instant now) {
    boolean inVain = seen.filter(corrections::isInVain).isPresent();
    if (inVain || isGood(wanted, seen)) {
      return Optional.empty();
    }
    Optional<Instant> later = corrections.notBefore(wanted, now);
    if (later.isEmpty() && !isGood(wanted, live(wanted))) {
      corrections.made(ServingReconciler.apply(client, wanted), now);
      LOG.infof(
          "%s/%s: the Service is set right",
          wanted.getMetadata().getNamespace(), wanted.getMetadata().getName());
    }
    return later;
  }

  private static boolean isGood(Service wanted, Optional<Service> known) {
    return known.filter(service -> !Drift.isIn(service, wanted)).isPresent();
  }

  private Optional<Service> live(Service wanted) {
    return Optional.ofNullable(client.resource(wanted).get());
  }
}
