// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import io.pentimento.api.v1alpha1.dataset.HoldoutSpec;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.artifact.Digest;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageFailure;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Splits the images into training images and holdout. */
final class HoldoutSplit {
  private HoldoutSplit() {}

  /**
   * Marks the holdout: all images in the folder of the manifest, otherwise the fraction.
   *
   * @throws StageFailure if one of the sides is empty
   */
  static List<Item> of(List<Item> items, HoldoutSpec holdout) {
    return of(items, holdout, Item::digest);
  }

  /**
   * As {@link #of(List, HoldoutSpec)}, but keeps the items of a group on the same side.
   *
   * @param group digest of an item's group, such as the photograph of a face
   */
  static List<Item> of(List<Item> items, HoldoutSpec holdout, Function<Item, String> group) {
    return holdout.folder() == null
        ? byFraction(items, holdout.fraction(), group)
        : byFolder(items, holdout.folder());
  }

  private static List<Item> byFolder(List<Item> items, String folder) {
    List<Item> split =
        items.stream().map(i -> marked(i, i.name().startsWith(folder + "/"))).toList();
    long held = split.stream().filter(Item::holdout).count();
    if (held == 0 || held == items.size()) {
      throw new StageFailure(
          FailureClass.USER_ERROR,
          SourceReason.EMPTY_SPLIT,
          ("spec.dataset.holdout.folder is '%s', and %s of the %d usable images are in it; name a"
                  + " folder that contains some of the images of spec.dataset.source, but not all")
              .formatted(folder, held == 0 ? "none" : "all", items.size()));
    }
    return split;
  }

  /** As {@link #byFraction(List, double, Function)}, each image by its own digest. */
  static List<Item> byFraction(List<Item> items, double fraction) {
    return byFraction(items, fraction, Item::digest);
  }

  /**
   * Selects about {@code fraction} of the groups for the holdout by digest, so that equal images
   * are always on the same side; at least one on each side.
   */
  private static List<Item> byFraction(
      List<Item> items, double fraction, Function<Item, String> group) {
    List<Item> split =
        items.stream().map(i -> marked(i, position(group.apply(i)) < fraction)).toList();
    long groups = items.stream().map(group).distinct().count();
    long held = split.stream().filter(Item::holdout).count();
    return groups > 1 && (held == 0 || held == items.size())
        ? withOneFlipped(split, held == 0, group)
        : split;
  }

  private static List<Item> withOneFlipped(
      List<Item> items, boolean holdout, Function<Item, String> group) {
    Comparator<String> byPosition = Comparator.comparingDouble(HoldoutSplit::position);
    String edge =
        items.stream().map(group).min(holdout ? byPosition : byPosition.reversed()).orElseThrow();
    return items.stream().map(i -> group.apply(i).equals(edge) ? marked(i, holdout) : i).toList();
  }

  /**
   * Limits the number of training images to {@code most}, selected by digest. The holdout does not
   * change.
   */
  static List<Item> limited(List<Item> split, @Nullable Integer most) {
    if (most == null) {
      return split;
    }
    Set<Item> kept =
        split.stream()
            .filter(i -> !i.holdout())
            .sorted(Comparator.comparing(Item::digest))
            .limit(most)
            .collect(Collectors.toSet());
    return split.stream().filter(i -> i.holdout() || kept.contains(i)).toList();
  }

  private static Item marked(Item item, boolean holdout) {
    return new Item(item.name(), item.digest(), item.file(), holdout);
  }

  /** A number in [0, 1) from the digest. */
  private static double position(String digest) {
    long first = ByteBuffer.wrap(Digest.bytes(digest)).getLong() >>> 11;
    return first * 0x1p-53;
  }
}
