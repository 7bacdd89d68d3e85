package io.pentimento.core.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the dictionary of tensors within what was saved. */
final class Nesting {
  /** Where published checkpoints keep their weights, the smoothed ones first. */
  static final List<String> KEYS =
      List.of("params_ema", "params", "state_dict", "model", "ema", "params_d");

  private static final int MAX_LOOKED_AT = 100;

  private Nesting() {}

  /** The tensors at the root, else under the first of the usual keys. */
  static Map<String, Object> tensors(Object root) {
    Map<?, ?> dictionary = dictionary(root);
    for (String key : KEYS) {
      if (hasTensors(dictionary.get(key))) {
        return tensorsOf((Map<?, ?>) dictionary.get(key));
      }
    }
    if (hasTensors(dictionary)) {
      return tensorsOf(dictionary);
    }
    throw new CheckpointException(
        "no tensors are found at the root or under %s; %s".formatted(KEYS, choices(dictionary)));
  }

  /** The tensors under {@code key}. */
  static Map<String, Object> tensors(Object root, String key) {
    Map<?, ?> dictionary = dictionary(root);
    if (!hasTensors(dictionary.get(key))) {
      throw new CheckpointException(
          "there are no tensors under '%s'; %s".formatted(key, choices(dictionary)));
    }
    return tensorsOf((Map<?, ?>) dictionary.get(key));
  }

  private static Map<?, ?> dictionary(Object root) {
    if (root instanceof Map<?, ?> dictionary) {
      return dictionary;
    }
    throw new CheckpointException("the checkpoint is not a dictionary of tensors");
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

  private static boolean hasTensors(Object value) {
    return value instanceof Map<?, ?> map && map.values().stream().anyMatch(Nesting::isTensor);
  }

  private static boolean isTensor(Object value) {
    return value instanceof TensorView || value instanceof NumpyValue;
  }

  private static String choices(Map<?, ?> dictionary) {
    List<String> keys =
        dictionary.entrySet().stream()
            .limit(MAX_LOOKED_AT)
            .filter(e -> hasTensors(e.getValue()))
            .map(e -> Objects.toString(e.getKey()))
            .limit(10)
            .toList();
    return keys.isEmpty() ? "no other key has any" : "keys that have some: " + keys;
  }
}
