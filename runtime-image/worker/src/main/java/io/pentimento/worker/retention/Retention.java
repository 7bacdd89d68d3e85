// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Selects the items to remove.
 *
 * @param grace minimum time that an unreferenced item is kept after its last change
 * @param personalData time that personal data of finished jobs are kept; null: as other items
 */
record Retention(Duration grace, @Nullable Duration personalData) {
  Retention {
    requireNonNull(grace, "grace");
  }

  /** An item to remove, and the reason. */
  record Removal(Item item, String reason) {}

  List<Removal> removals(List<Item> items, References references, Instant now) {
    List<Removal> all =
        items.stream()
            .flatMap(
                item -> reason(item, references, now).map(why -> new Removal(item, why)).stream())
            .toList();
    return all.stream().filter(removal -> !isWithinAnother(removal, all)).toList();
  }

  private static boolean isWithinAnother(Removal removal, List<Removal> all) {
    return all.stream()
        .map(other -> other.item().path())
        .anyMatch(
            other ->
                !other.equals(removal.item().path()) && removal.item().path().startsWith(other));
  }

  private Optional<String> reason(Item item, References references, Instant now) {
    Duration age = Duration.between(item.modified(), now);
    boolean inUse =
        item.key() != null
            && (references.leased().contains(item.key())
                || references.unfinished().contains(item.key()));
    if (inUse || !references.unknownWork().isEmpty()) {
      return Optional.empty();
    }
    boolean unreferenced = item.key() != null && !references.kept().contains(item.key());
    if (unreferenced && age.compareTo(grace) >= 0) {
      return Optional.of("no job and no published model refers to it");
    }
    boolean old = personalData != null && age.compareTo(personalData) >= 0;
    boolean free = item.key() != null || references.unfinished().isEmpty();
    return item.personal() && old && free
        ? Optional.of("personal data older than " + personalData)
        : Optional.empty();
  }
}
