package io.pentimento.operator.serving;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * When objects were last set right, so that two who want different things of one object don't write
 * without end. Kept for so many objects, no more.
 */
public final class DriftThrottle {
  private static final int MOST = 10_000;

  private record Correction(String version, Instant at) {}

  private final Map<String, Correction> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Correction> eldest) {
          return size() > MOST;
        }
      };

  private final Duration interval;

  /**
   * @param interval the least time between two corrections of one object
   */
  public DriftThrottle(Duration interval) {
    this.interval = interval;
  }

  /** Whether the object is still what the last correction made of it: another would not help. */
  public synchronized boolean isUnchangedSinceCorrection(HasMetadata object) {
    Correction last = known.get(name(object));
    return last != null && version(object).equals(last.version());
  }

  /**
   * When the object may be set right; empty if now.
   *
   * @param object of which only the name is looked at, for it may be gone
   */
  public synchronized Optional<Instant> nextCorrection(HasMetadata object, Instant now) {
    return Optional.ofNullable(known.get(name(object)))
        .map(last -> last.at().plus(interval))
        .filter(now::isBefore);
  }

  /**
   * @param object as it is now
   */
  public synchronized void record(HasMetadata object, Instant now) {
    known.put(name(object), new Correction(version(object), now));
  }

  private static String name(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    return String.join("/", object.getKind(), metadata.getNamespace(), metadata.getName());
  }

  /** That of what is wanted, for a status changes all the time; a Service has no such version. */
  private static String version(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    return metadata.getUid()
        + "/"
        + Objects.requireNonNullElse(metadata.getGeneration(), metadata.getResourceVersion());
  }
}
