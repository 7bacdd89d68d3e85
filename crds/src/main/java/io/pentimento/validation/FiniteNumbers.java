// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds numbers that are too large for a double; JSON has no infinity, so a server rejects them.
 */
final class FiniteNumbers {
  private final List<String> sentences = new ArrayList<>();

  private FiniteNumbers() {}

  /** A sentence for each number that is not finite, wherever it is in the manifest. */
  static List<String> faults(JsonNode manifest) {
    FiniteNumbers search = new FiniteNumbers();
    search.visit(FieldPath.ROOT, manifest);
    return List.copyOf(search.sentences);
  }

  private void visit(FieldPath path, JsonNode value) {
    if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
      sentences.add(
          "%s: Invalid value: %s: the number is too large".formatted(path, value.doubleValue()));
    }
    value.properties().forEach(field -> visit(path.field(field.getKey()), field.getValue()));
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      visit(path.item(i), value.get(i));
    }
  }
}
