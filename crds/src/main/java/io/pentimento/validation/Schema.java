// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A structural OpenAPI schema of a custom resource definition. */
record Schema(JsonNode node) {
  String type() {
    return node.path("type").asText("");
  }

  boolean preservesUnknownFields() {
    return node.path("x-kubernetes-preserve-unknown-fields").asBoolean();
  }

  boolean isIntOrString() {
    return node.path("x-kubernetes-int-or-string").asBoolean();
  }

  boolean isSet() {
    return "set".equals(node.path("x-kubernetes-list-type").asText());
  }

  boolean isNullable() {
    return node.path("nullable").asBoolean();
  }

  /** The schema of a field: its own, or that of all values of a map. */
  Optional<Schema> field(String name) {
    JsonNode own = node.path("properties").path(name);
    JsonNode any = node.path("additionalProperties");
    JsonNode found = own.isMissingNode() ? any : own;
    return found.isObject() ? Optional.of(new Schema(found)) : Optional.empty();
  }

  Schema items() {
    return new Schema(node.path("items"));
  }

  List<String> propertyNames() {
    return list(node.path("properties").fieldNames());
  }

  Optional<JsonNode> defaultValue() {
    return Optional.ofNullable(node.get("default"));
  }

  List<String> required() {
    return strings("required");
  }

  List<String> enumeration() {
    return strings("enum");
  }

  /** The format of an integer, such as {@code int32}; empty text if there is none. */
  String format() {
    return node.path("format").asText();
  }

  Optional<JsonNode> bound(String keyword) {
    return Optional.ofNullable(node.get(keyword));
  }

  boolean flag(String keyword) {
    return node.path(keyword).asBoolean();
  }

  List<Rule> rules() {
    return StreamSupport.stream(node.path("x-kubernetes-validations").spliterator(), false)
        .map(rule -> new Rule(rule.path("rule").asText(), rule.path("message").asText()))
        .toList();
  }

  private List<String> strings(String keyword) {
    return StreamSupport.stream(node.path(keyword).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static <T> List<T> list(Iterator<T> iterator) {
    Iterable<T> iterable = () -> iterator;
    return StreamSupport.stream(iterable.spliterator(), false).toList();
  }

  /** A CEL rule and its error message. */
  record Rule(String expression, String message) {
    /** Whether it compares with the stored object, which exists only on an update. */
    boolean isTransition() {
      return expression.contains("oldSelf");
    }
  }
}
