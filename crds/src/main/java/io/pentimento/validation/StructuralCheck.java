// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Checks types, required fields, enumerations, patterns, bounds and sets. */
final class StructuralCheck {
  private final ValidationFindings findings;

  StructuralCheck(ValidationFindings findings) {
    this.findings = findings;
  }

  void check(FieldPath path, JsonNode value, Schema schema) {
    if (!hasType(value, schema)) {
      findings.wrongType(path, value, schema);
      return;
    }
    if (!schema.enumeration().isEmpty() && !schema.enumeration().contains(value.asText())) {
      findings.unsupported(path, value, schema.enumeration());
    }
    switch (value.getNodeType()) {
      case NUMBER -> number(path, value, schema);
      case STRING -> string(path, value.asText(), schema);
      case ARRAY -> array(path, value, schema);
      case OBJECT -> object(path, value, schema);
      default -> {}
    }
  }

  private static boolean hasType(JsonNode value, Schema schema) {
    if (schema.isIntOrString()) {
      return value.isIntegralNumber() || value.isTextual();
    }
    return switch (schema.type()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isNumber() && value.canConvertToExactIntegral() && fitsLong(value);
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> true;
    };
  }

  private static boolean fitsLong(JsonNode value) {
    return value.decimalValue().toBigInteger().bitLength() < Long.SIZE;
  }

  private void number(FieldPath path, JsonNode value, Schema schema) {
    if (schema.format().equals("int32")
        && value.decimalValue().toBigInteger().bitLength() >= Integer.SIZE) {
      findings.outsideFormat(path, value, schema);
    }
    schema
        .bound("minimum")
        .filter(bound -> breaks(value, bound, 1, schema.flag("exclusiveMinimum")))
        .ifPresent(
            bound -> outside(path, value, "greater", bound, schema.flag("exclusiveMinimum")));
    schema
        .bound("maximum")
        .filter(bound -> breaks(value, bound, -1, schema.flag("exclusiveMaximum")))
        .ifPresent(bound -> outside(path, value, "less", bound, schema.flag("exclusiveMaximum")));
  }

  /** {@code side} is the allowed sign of value - bound. */
  private static boolean breaks(JsonNode value, JsonNode bound, int side, boolean exclusive) {
    int sign = side * value.decimalValue().compareTo(bound.decimalValue());
    return exclusive ? sign <= 0 : sign < 0;
  }

  private void outside(
      FieldPath path, JsonNode value, String side, JsonNode bound, boolean exclusive) {
    String than = exclusive ? "than " : "than or equal to ";
    findings.outside(path, plain(value), "should be " + side + " " + than + plain(bound));
  }

  private static String plain(JsonNode number) {
    BigDecimal value = number.decimalValue().stripTrailingZeros();
    return value.scale() <= 0 ? value.toPlainString() : value.toString();
  }

  private void string(FieldPath path, String value, Schema schema) {
    int length = value.codePointCount(0, value.length()); // an API server counts characters
    schema
        .bound("minLength")
        .filter(bound -> length < bound.asInt())
        .ifPresent(
            bound -> findings.outside(path, quoted(value), atLeast(bound, "be", "chars long")));
    schema
        .bound("maxLength")
        .filter(bound -> length > bound.asInt())
        .ifPresent(bound -> findings.tooLong(path, bound.asInt()));
    schema
        .bound("pattern")
        .map(JsonNode::asText)
        .filter(pattern -> !Pattern.compile(pattern).matcher(value).find())
        .ifPresent(
            pattern -> findings.outside(path, quoted(value), "should match '" + pattern + "'"));
  }

  private static String atLeast(JsonNode bound, String verb, String unit) {
    return "should %s at least %d %s".formatted(verb, bound.asInt(), unit);
  }

  private static String quoted(String value) {
    return '"' + value + '"';
  }

  private void array(FieldPath path, JsonNode value, Schema schema) {
    schema
        .bound("minItems")
        .filter(bound -> value.size() < bound.asInt())
        .ifPresent(
            bound ->
                findings.outside(
                    path, String.valueOf(value.size()), atLeast(bound, "have", "items")));
    schema
        .bound("maxItems")
        .filter(bound -> value.size() > bound.asInt())
        .ifPresent(bound -> findings.tooMany(path, value.size(), bound.asInt()));
    for (int i = 0; i < value.size(); i++) {
      check(path.item(i), value.get(i), schema.items());
      if (schema.isSet() && isRepeated(value, i)) {
        findings.duplicate(path.item(i), value.get(i));
      }
    }
  }

  private static boolean isRepeated(JsonNode list, int index) {
    return IntStream.range(0, index).anyMatch(i -> list.get(i).equals(list.get(index)));
  }

  private void object(FieldPath path, JsonNode value, Schema schema) {
    schema.required().stream()
        .filter(name -> !value.has(name))
        .forEach(name -> findings.required(path.field(name)));
    value
        .properties()
        .forEach(
            entry ->
                schema
                    .field(entry.getKey())
                    .ifPresent(
                        field -> check(path.field(entry.getKey()), entry.getValue(), field)));
  }
}
