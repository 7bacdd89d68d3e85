// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Converts JSON to CEL values: the type of a number follows the schema, not its notation. */
final class CelValue {
  private CelValue() {}

  static Object of(JsonNode value, Schema schema) {
    return switch (value.getNodeType()) {
      case OBJECT -> map(value, schema);
      case ARRAY ->
          StreamSupport.stream(value.spliterator(), false)
              .map(item -> of(item, schema.items()))
              .toList();
      case NUMBER -> number(value, schema);
      case BOOLEAN -> value.asBoolean();
      default -> value.asText();
    };
  }

  /** CEL rules cannot see fields without a schema. */
  private static Map<String, Object> map(JsonNode object, Schema schema) {
    Map<String, Object> map = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            entry ->
                schema
                    .field(entry.getKey())
                    .ifPresent(field -> map.put(entry.getKey(), of(entry.getValue(), field))));
    return map;
  }

  // Not a conditional expression: that would make both of them doubles.
  private static Object number(JsonNode value, Schema schema) {
    if (schema.type().equals("number")) {
      return value.asDouble();
    }
    return value.asLong();
  }
}
