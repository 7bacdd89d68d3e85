// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of a service on top of the version that was observed. A decision about an older
 * version is rejected by the API server.
 */
final class ServiceStatusPatcher {
  private final ServiceStatusWrite.Writer writer;
  private final List<ServiceStatusWrite.Listener> listeners;
  private final Duration interval;
  private final Instant now;
  private RestorationService service;

  ServiceStatusPatcher(
      RestorationService service,
      ServiceStatusWrite.Writer writer,
      List<ServiceStatusWrite.Listener> listeners,
      Duration interval,
      Instant now) {
    this.service = service;
    this.writer = writer;
    this.listeners = listeners;
    this.interval = interval;
    this.now = now;
  }

  /** The service as it was read or written last. */
  RestorationService service() {
    return service;
  }

  /**
   * Writes the status if it differs from the one before; at a limited rate if only measurements of
   * a canary differ.
   */
  void write(RestorationServiceStatus status) {
    RestorationService before = service;
    if (!isWorthWriting(before.getStatus(), status)) {
      return;
    }
    service = writer.write(bare(status));
    RestorationServiceStatus known =
        before.getStatus() == null ? RestorationServiceStatus.empty() : before.getStatus();
    ServiceStatusWrite write = new ServiceStatusWrite(before, known, status, now);
    listeners.forEach(listener -> listener.written(write));
  }

  private boolean isWorthWriting(
      @Nullable RestorationServiceStatus known, RestorationServiceStatus next) {
    if (known == null || known.canary() == null || next.canary() == null) {
      return !next.equals(known);
    }
    boolean isFresh = now.isBefore(Instant.parse(known.canary().updatedAt()).plus(interval));
    return isFresh
        ? !withoutMeasurements(next).equals(withoutMeasurements(known))
        : !next.equals(known);
  }

  private static RestorationServiceStatus withoutMeasurements(RestorationServiceStatus status) {
    CanaryStatus canary = status.canary();
    return canary == null ? status : status.withCanary(canary.withoutMeasurements());
  }

  private RestorationService bare(RestorationServiceStatus status) {
    RestorationService bare = new RestorationService();
    bare.setMetadata(
        new ObjectMetaBuilder()
            .withName(service.getMetadata().getName())
            .withNamespace(service.getMetadata().getNamespace())
            .withResourceVersion(service.getMetadata().getResourceVersion())
            .build());
    bare.setStatus(status);
    return bare;
  }
}
