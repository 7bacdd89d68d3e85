// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fills in defaults for omitted fields; null counts as omitted unless the schema allows null. */
final class SchemaDefaults {
  private SchemaDefaults() {}

  static void apply(JsonNode value, Schema schema) {
    if (value instanceof ObjectNode object) {
      schema.propertyNames().forEach(name -> applyTo(object, name, schema));
    }
    if (value.isArray()) {
      value.forEach(item -> apply(item, schema.items()));
    }
  }

  private static void applyTo(ObjectNode object, String name, Schema parent) {
    Schema schema = parent.field(name).orElseThrow();
    if (object.path(name).isNull() && !schema.isNullable()) {
      object.remove(name);
    }
    if (!object.has(name)) {
      schema.defaultValue().ifPresent(value -> object.set(name, value.deepCopy()));
    }
    if (object.has(name)) {
      apply(object.get(name), schema);
    }
  }
}
