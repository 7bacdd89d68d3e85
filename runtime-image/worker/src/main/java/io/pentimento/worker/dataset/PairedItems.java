// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.dataset;

import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Versions of images, found by name: the version with the same name, otherwise the one with the
 * same name and another extension.
 */
public final class PairedItems {
  private final Map<String, Item> byName = new HashMap<>();
  private final Map<String, Item> byStem = new HashMap<>();

  public PairedItems(List<Item> versions) {
    versions.forEach(item -> byName.put(item.name(), item));
    versions.forEach(item -> byStem.put(item.pairName(), item));
  }

  /** The version of this image; empty if there is none. */
  public Optional<Item> of(Item image) {
    Item same = byName.get(image.name());
    return Optional.ofNullable(same == null ? byStem.get(image.pairName()) : same);
  }

  /**
   * Rejects two versions of an image whose names differ only in the extension.
   *
   * @throws StageFailure if two versions differ only in their extension, because the match for an
   *     image with a third extension would be ambiguous
   */
  public static List<Item> requireDistinct(SourceName source, List<Item> versions) {
    Map<String, Item> seen = new HashMap<>();
    for (Item version : versions) {
      Item other = seen.put(version.pairName(), version);
      if (other != null) {
        throw new StageFailure(
            FailureClass.USER_ERROR,
            SourceReason.AMBIGUOUS_NAMES,
            "spec.%s: %s and %s differ only in their extension; rename or remove one of them"
                .formatted(source, other.name(), version.name()));
      }
    }
    return versions;
  }
}
