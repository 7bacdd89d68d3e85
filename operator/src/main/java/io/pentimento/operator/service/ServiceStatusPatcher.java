package io.pentimento.operator.service;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import java.time.Instant;
import java.util.List;

/**
 * Writes the status of a service on top of the version that was observed. A decision about an older
 * version is rejected by the API server.
 */
final class ServiceStatusPatcher {
  private final ServiceStatusWrite.Writer writer;
  private final List<ServiceStatusWrite.Listener> listeners;
  private final Instant now;
  private RestorationService service;

  ServiceStatusPatcher(
      RestorationService service,
      ServiceStatusWrite.Writer writer,
      List<ServiceStatusWrite.Listener> listeners,
      Instant now) {
    this.service = service;
    this.writer = writer;
    this.listeners = listeners;
    this.now = now;
  }

  /** The service as it was read or written last. */
  RestorationService service() {
    return service;
  }

  /** Writes the status if it differs from the one before. */
  void write(RestorationServiceStatus status) {
    RestorationService before = service;
    if (status.equals(before.getStatus())) {
      return;
    }
    service = writer.write(bare(status));
    RestorationServiceStatus known =
        before.getStatus() == null ? RestorationServiceStatus.empty() : before.getStatus();
    ServiceStatusWrite write = new ServiceStatusWrite(before, known, status, now);
    listeners.forEach(listener -> listener.written(write));
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
