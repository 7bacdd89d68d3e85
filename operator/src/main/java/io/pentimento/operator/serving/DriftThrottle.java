// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.serving;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Limits the rate of corrections of an object, so that the operator and another writer do not
 * overwrite each other without end. The number of remembered objects is limited.
 */
public final class DriftThrottle {
  private static final int MOST = 10_000;

  private record Correction(String version, Instant at) {}

  private final Cache<String, Correction> known = Caffeine.newBuilder().maximumSize(MOST).build();

  private final Duration interval;

  /**
   * @param interval minimum time between two corrections of one object
   */
  public DriftThrottle(Duration interval) {
    this.interval = interval;
  }

  /**
   * Whether the object has not changed since the last correction, so that another one would not
   * help.
   */
  public boolean isUnchangedSinceCorrection(HasMetadata object) {
    Correction last = known.getIfPresent(name(object));
    return last != null && version(object).equals(last.version());
  }

  /**
   * When the object may be corrected again; empty if now.
   *
   * @param object only its name is used, because it may be deleted
   */
  public Optional<Instant> nextCorrection(HasMetadata object, Instant now) {
    return Optional.ofNullable(known.getIfPresent(name(object)))
        .map(last -> last.at().plus(interval))
        .filter(now::isBefore);
  }

  /**
   * @param object as it is after the correction
   */
  public void record(HasMetadata object, Instant now) {
    known.put(name(object), new Correction(version(object), now));
  }

  private static String name(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    return String.join("/", object.getKind(), metadata.getNamespace(), metadata.getName());
  }

  /**
   * The generation, because the resourceVersion also changes with the status; a Service has no
   * generation.
   */
  private static String version(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    return metadata.getUid()
        + "/"
        + Objects.requireNonNullElse(metadata.getGeneration(), metadata.getResourceVersion());
  }
}
