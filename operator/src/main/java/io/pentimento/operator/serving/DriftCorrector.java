// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.serving;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Creates an object that is absent and corrects one that differs from its wanted manifest. */
final class DriftCorrector<T extends HasMetadata> {
  private static final Logger LOG = Logger.getLogger(DriftCorrector.class);

  private final KubernetesClient client;
  private final DriftThrottle corrections;

  /**
   * @param interval minimum time between two corrections of one object
   */
  DriftCorrector(KubernetesClient client, Duration interval) {
    this.client = client;
    this.corrections = new DriftThrottle(interval);
  }

  /**
   * @param seen the object as last observed; it is read again before it is written
   * @return when to look again, if the last correction was less than the interval ago
   */
  Optional<Instant> correct(T wanted, Optional<T> seen, Instant now) {
    boolean isInVain = seen.filter(corrections::isUnchangedSinceCorrection).isPresent();
    if (isInVain || isCorrect(wanted, seen)) {
      return Optional.empty();
    }
    Optional<Instant> later = corrections.nextCorrection(wanted, now);
    if (later.isEmpty() && !isCorrect(wanted, live(wanted))) {
      corrections.record(ServingReconciler.apply(client, wanted), now);
      LOG.infof(
          "%s/%s: applied the %s",
          wanted.getMetadata().getNamespace(), wanted.getMetadata().getName(), wanted.getKind());
    }
    return later;
  }

  private static boolean isCorrect(HasMetadata wanted, Optional<? extends HasMetadata> known) {
    return known.filter(object -> !Drift.isInObject(object, wanted)).isPresent();
  }

  private Optional<T> live(T wanted) {
    return Optional.ofNullable(client.resource(wanted).get());
  }
}
