// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Strict decoding: an unknown field is an error instead of being dropped. */
final class UnknownFields {
  private final List<String> sentences = new ArrayList<>();

  private UnknownFields() {}

  static List<String> in(JsonNode manifest, Schema schema) {
    UnknownFields search = new UnknownFields();
    search.visit(FieldPath.ROOT, manifest, schema);
    return search.sentences;
  }

  private void visit(FieldPath path, JsonNode value, Schema schema) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(e -> field(path.field(e.getKey()), e.getKey(), e.getValue(), schema));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      visit(path.item(i), value.get(i), schema.items());
    }
  }

  private void field(FieldPath path, String name, JsonNode value, Schema parent) {
    Optional<Schema> schema = parent.field(name);
    if (schema.isPresent()) {
      visit(path, value, schema.get());
    } else if (parent.type().equals("object") && !parent.preservesUnknownFields()) {
      sentences.add("strict decoding error: unknown field \"%s\"".formatted(path));
    }
  }
}
