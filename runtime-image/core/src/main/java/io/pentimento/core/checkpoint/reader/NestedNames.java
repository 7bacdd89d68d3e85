// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StateDict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Flattened nested dictionaries: a key is the first part of a tensor's name. */
final class NestedNames {
  private static final int MAX_LISTED = 10;

  private NestedNames() {}

  /** The values whose names begin with {@code key} and a dot; the rest is the new name. */
  static Map<String, Object> under(String key, Map<String, Object> flat) {
    String prefix = prefix(key);
    Map<String, Object> inner = new LinkedHashMap<>();
    flat.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            inner.put(name.substring(prefix.length()), value);
          }
        });
    return inner;
  }

  /**
   * The tensors under a key.
   *
   * @throws CheckpointException if there are none; the message lists the keys
   */
  static StateDict under(String key, StateDict flat) {
    String prefix = prefix(key);
    StateDict inner = flat.filter(name -> name.startsWith(prefix)).withoutPrefix(prefix);
    if (inner.size() == 0) {
      throw new CheckpointException(
          "there are no tensors under '%s'; the names begin with %s"
              .formatted(key, firstParts(flat).stream().limit(MAX_LISTED).toList()));
    }
    return inner;
  }

  /**
   * If all names begin with one of the {@link Nesting#KEYS}, the tensors under the first such key.
   */
  static StateDict usual(StateDict flat) {
    Set<String> keys = firstParts(flat);
    boolean nested =
        !keys.isEmpty()
            && Nesting.KEYS.containsAll(keys)
            && flat.names().stream().allMatch(name -> name.indexOf('.') > 0);
    return nested
        ? under(Nesting.KEYS.stream().filter(keys::contains).findFirst().orElseThrow(), flat)
        : flat;
  }

  private static String prefix(String key) {
    return key.endsWith(".") ? key : key + ".";
  }

  /** The part before the first dot of each name, or the whole name; sorted. */
  private static Set<String> firstParts(StateDict flat) {
    Set<String> parts = new TreeSet<>();
    flat.names().forEach(name -> parts.add(name.split("\\.", 2)[0]));
    return parts;
  }
}
