package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When objects were last set right, so that two who want different things of one object don't write
 * without end. Kept for so many objects, no more.
 */
final class Corrections {
  private static final int MOST = 10_000;

  private record Correction(Long generation, Instant at) {}

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
  Corrections(Duration interval) {
    this.interval = interval;
  }

  /** Whether the object is still what the last correction made of it: another would not help. */
  synchronized boolean isInVain(HasMetadata object) {
    Correction last = known.get(object.getMetadata().getUid());
    return last != null && object.getMetadata().getGeneration().equals(last.generation());
  }

  /** When the object may be set right; empty if now. */
  synchronized Optional<Instant> notBefore(HasMetadata object, Instant now) {
    return Optional.ofNullable(known.get(object.getMetadata().getUid()))
        .map(last -> last.at().plus(interval))
        .filter(now::isBefore);
  }

  /**
   * @param object as it is now
   */
  synchronized void made(HasMetadata object, Instant now) {
    known.put(
        object.getMetadata().getUid(), new Correction(object.getMetadata().getGeneration(), now));
  }
}
