// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.events;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Creates Kubernetes events about jobs, services and other objects of the cluster. */
public final class ObjectEvent {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private ObjectEvent() {}

  /**
   * An event without reason and note.
   *
   * @param identity what happened; the same gives the same name, so that it is reported once
   */
  public static Event about(HasMetadata object, Instant now, String... identity) {
    String all = object.getMetadata().getUid() + "|" + String.join("|", identity);
    UUID id = UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
    return new EventBuilder()
        .withNewMetadata()
        .withName("pentimento-" + id)
        .withNamespace(object.getMetadata().getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withReportingController("pentimento.io/operator")
        .withReportingInstance("pentimento-operator")
        .withNewRegarding()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withName(object.getMetadata().getName())
        .withNamespace(object.getMetadata().getNamespace())
        .withUid(object.getMetadata().getUid())
        .endRegarding()
        .build();
  }
}
