// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.pickle.NumpyValue;
import io.pentimento.core.checkpoint.pickle.TensorView;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the dictionary of tensors in a saved object. */
final class Nesting {
  /** The usual keys of weights in published checkpoints; moving averages come first. */
  static final List<String> KEYS =
      List.of("params_ema", "params", "state_dict", "model", "ema", "params_d");

  private static final String SEPARATOR = "/";
  private static final int MAX_DEPTH = 3;
  private static final int MAX_LISTED = 10;

  private Nesting() {}

  /**
   * The tensors under {@code key}. Without a key, those under the first of the {@link #KEYS},
   * otherwise at the root, otherwise in the only nested dictionary that contains tensors.
   *
   * @param key null for the usual locations
   * @throws CheckpointException if there are none, or several such dictionaries; the message lists
   *     their keys
   */
  static Map<String, Object> tensors(Object root, @Nullable String key) {
    Map<?, ?> dictionary = dictionary(root);
    return tensorsOf(key == null ? usual(dictionary) : chosen(dictionary, key));
  }

  private static Map<?, ?> usual(Map<?, ?> dictionary) {
    for (String key : KEYS) {
      if (dictionary.get(key) instanceof Map<?, ?> inner && hasTensors(inner)) {
        return inner;
      }
    }
    Map<String, Map<?, ?>> nested = nested(dictionary);
    long largest = nested.values().stream().mapToLong(Nesting::tensorCount).max().orElse(0);
    if (hasTensors(dictionary) && tensorCount(dictionary) >= largest) {
      return dictionary;
    }
    if (nested.size() == 1) {
      return nested.values().iterator().next();
    }
    throw new CheckpointException(
        nested.isEmpty()
            ? "the checkpoint contains no tensors; save the network's state_dict()"
            : "the checkpoint has several dictionaries of tensors; name the key of the one to load:"
                + " one of "
                + listed(nested));
  }

  private static Map<?, ?> chosen(Map<?, ?> dictionary, String key) {
    if (dictionary.get(key) instanceof Map<?, ?> inner && hasTensors(inner)) {
      return inner;
    }
    Map<String, Map<?, ?>> nested = nested(dictionary);
    Map<?, ?> atPath = nested.get(key);
    if (atPath != null) {
      return atPath;
    }
    if (dictionary.get(key) instanceof Map<?, ?> inner) {
      return usual(inner);
    }
    Map<String, Object> prefixed = NestedNames.under(key, tensorsOf(dictionary));
    if (!prefixed.isEmpty()) {
      return prefixed;
    }
    throw new CheckpointException(
        "there are no tensors under '%s'; %s"
            .formatted(
                key,
                nested.isEmpty() ? "no key has tensors" : "keys with tensors: " + listed(nested)));
  }

  private static Map<?, ?> dictionary(Object root) {
    if (root instanceof Map<?, ?> dictionary) {
      return dictionary;
    }
    throw new CheckpointException(
        "the checkpoint is not a dictionary of tensors; save the network's state_dict()");
  }

  /**
   * Dictionaries with tensors below the root, by path; each one once, even if it occurs repeatedly.
   */
  private static Map<String, Map<?, ?>> nested(Map<?, ?> root) {
    Map<String, Map<?, ?>> found = new LinkedHashMap<>();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(root, "", 1, found, seen);
    return found;
  }

  private static void collect(
      Map<?, ?> dictionary,
      String path,
      int depth,
      Map<String, Map<?, ?>> found,
      Set<Object> seen) {
    for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
      if (!(entry.getKey() instanceof String key)
          || !(entry.getValue() instanceof Map<?, ?> inner)
          || !seen.add(inner)) {
        continue;
      }
      if (hasTensors(inner)) {
        found.put(path + key, inner);
      } else if (depth < MAX_DEPTH) {
        collect(inner, path + key + SEPARATOR, depth + 1, found, seen);
      }
    }
  }

  private static Map<String, Object> tensorsOf(Map<?, ?> dictionary) {
    Map<String, Object> tensors = new LinkedHashMap<>();
    dictionary.forEach(
        (name, value) -> {
          if (isTensor(value)) {
            tensors.put(Objects.toString(name), value);
          }
        });
    return tensors;
  }

  private static boolean hasTensors(Map<?, ?> dictionary) {
    return dictionary.values().stream().anyMatch(Nesting::isTensor);
  }

  private static long tensorCount(Map<?, ?> dictionary) {
    return dictionary.values().stream().filter(Nesting::isTensor).count();
  }

  private static boolean isTensor(Object value) {
    return value instanceof TensorView || value instanceof NumpyValue;
  }

  private static String listed(Map<String, Map<?, ?>> nested) {
    List<String> keys = nested.keySet().stream().limit(MAX_LISTED).toList();
    return nested.size() > MAX_LISTED ? keys + " and others" : keys.toString();
  }
}
