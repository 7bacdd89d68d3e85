package io.pentimento.worker.retention;

import java.util.HashSet;
import java.util.Set;

/**
 * Keys that must stay.
 *
 * @param kept keys of jobs and of published models
 * @param unfinished those of jobs that have not ended: their personal data is in use, too
 * @param leased keys that a process computes now
 */
record References(Set<String> kept, Set<String> unfinished, Set<String> leased) {
  References {
    kept = Set.copyOf(kept);
    unfinished = Set.copyOf(unfinished);
    leased = Set.copyOf(leased);
  }

  /** Work that no known job asked for; whatever it reads is not known. */
  Set<String> unknownWork() {
    Set<String> unknown = new HashSet<>(leased);
    unknown.removeAll(kept);
    return unknown;
  }
}
