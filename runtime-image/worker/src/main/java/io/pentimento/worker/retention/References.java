// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import java.util.HashSet;
import java.util.Set;

/**
 * Keys that must be kept.
 *
 * @param kept keys of jobs and of published models
 * @param unfinished keys of jobs that have not finished: their personal data are also in use
 * @param leased keys that a process computes now
 */
record References(Set<String> kept, Set<String> unfinished, Set<String> leased) {
  References {
    kept = Set.copyOf(kept);
    unfinished = Set.copyOf(unfinished);
    leased = Set.copyOf(leased);
  }

  /** Keys in computation that belong to no known job; the files that they need are not known. */
  Set<String> unknownWork() {
    Set<String> unknown = new HashSet<>(leased);
    unknown.removeAll(kept);
    return unknown;
  }
}
