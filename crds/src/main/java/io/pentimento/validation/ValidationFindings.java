// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Collects violations, in the wording of the API server. */
final class ValidationFindings {
  private final List<String> sentences = new ArrayList<>();
  private boolean blocking;

  List<String> sentences() {
    return List.copyOf(sentences);
  }

  /** Whether the object is so malformed that rules over several fields are not evaluated. */
  boolean areBlocking() {
    return blocking;
  }

  void wrongType(FieldPath path, JsonNode value, Schema schema) {
    boolean isFraction = value.isNumber() && !schema.format().isEmpty();
    String given = isFraction ? "float64" : typeOf(value);
    String wanted = isFraction ? schema.format() : type(schema);
    block(
        "%s: Invalid value: \"%s\": %s in body must be of type %s: \"%s\""
            .formatted(path, given, path, wanted, given));
  }

  void outsideFormat(FieldPath path, JsonNode value, Schema schema) {
    block(
        "%s: Invalid value: %s: Checked value must be of type integer with format %s in %s"
            .formatted(path, value, schema.format(), path));
  }

  private static String type(Schema schema) {
    return schema.isIntOrString() ? "integer,string" : schema.type();
  }

  void required(FieldPath path) {
    block(path + ": Required value");
  }

  void tooMany(FieldPath path, int count, int limit) {
    block("%s: Too many: %d: must have at most %d items".formatted(path, count, limit));
  }

  void tooLong(FieldPath path, int limit) {
    block("%s: Too long: may not be more than %d bytes".formatted(path, limit));
  }

  void unsupported(FieldPath path, JsonNode value, List<String> supported) {
    sentences.add(
        "%s: Unsupported value: %s: supported values: \"%s\""
            .formatted(path, value, String.join("\", \"", supported)));
  }

  void duplicate(FieldPath path, JsonNode value) {
    sentences.add("%s: Duplicate value: %s".formatted(path, value));
  }

  /** {@code what} follows "path in body", such as "should match '...'". */
  void outside(FieldPath path, String value, String what) {
    sentences.add("%s: Invalid value: %s: %s in body %s".formatted(path, value, path, what));
  }

  void brokenRule(FieldPath path, Schema schema, String message) {
    sentences.add("%s: Invalid value: \"%s\": %s".formatted(path, schema.type(), message));
  }

  private void block(String sentence) {
    blocking = true;
    sentences.add(sentence);
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case ARRAY -> "array";
      case OBJECT -> "object";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> "null";
    };
  }
}
