// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.TreeSet;

/** Hyperparameters given by a user or a file, to be combined with those derived from tensors. */
final class GivenHyperparameters {
  private GivenHyperparameters() {}

  /** The values of {@code over}, and those of {@code under} for missing ones. */
  static ObjectNode merged(ObjectNode under, ObjectNode over) {
    ObjectNode all = under.deepCopy();
    all.setAll(over);
    return all;
  }

  /**
   * Normalises the notation: {@code upscale} for {@code sf}, a list of residual blocks for a single
   * number, attention resolutions in descending order.
   */
  static ObjectNode canonical(JsonNode given, int levels) {
    ObjectNode all = given.deepCopy();
    if (all.has("sf")) {
      all.set("upscale", all.remove("sf"));
    }
    JsonNode blocks = all.get("num_res_blocks");
    if (blocks != null && blocks.isInt()) {
      ArrayNode each = all.putArray("num_res_blocks");
      for (int level = 0; level < levels; level++) {
        each.add(blocks);
      }
    }
    JsonNode attention = all.get("attention_resolutions");
    if (attention != null && attention.isArray()) {
      TreeSet<Integer> pixels = new TreeSet<>();
      attention.forEach(n -> pixels.add(n.asInt()));
      ArrayNode falling = all.putArray("attention_resolutions");
      pixels.descendingSet().forEach(falling::add);
    }
    return all;
  }

  /**
   * @throws IllegalArgumentException if a given value differs from the tensors; names both
   */
  static void requireAgreement(Architecture network, ObjectNode given, ObjectNode shown) {
    for (Iterator<String> names = shown.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      JsonNode value = given.get(name);
      if (value != null && !equal(value, shown.get(name))) {
        throw new IllegalArgumentException(
            "hyperparameter '%s' of %s is given as %s but the checkpoint's tensors show %s"
                .formatted(name, network.published(), value, shown.get(name)));
      }
    }
  }

  private static boolean equal(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.asDouble() == b.asDouble();
    }
    if (!a.isArray() || !b.isArray() || a.size() != b.size()) {
      return a.equals(b);
    }
    for (int i = 0; i < a.size(); i++) {
      if (!equal(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }
}
