// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static io.pentimento.validation.Schemas.schema;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.validation.Schema.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads types, bounds, fields and rules from a structural schema. */
class SchemaTest {
  private static final Schema EMPTY = schema("{}");

  @Test
  void anEmptySchemaHasNoConstraints() {
    assertThat(EMPTY.type()).isEmpty();
    assertThat(EMPTY.format()).isEmpty();
    assertThat(EMPTY.field("any")).isEmpty();
    assertThat(EMPTY.propertyNames()).isEmpty();
    assertThat(EMPTY.required()).isEmpty();
    assertThat(EMPTY.enumeration()).isEmpty();
    assertThat(EMPTY.rules()).isEmpty();
    assertThat(EMPTY.defaultValue()).isEmpty();
    assertThat(EMPTY.bound("minimum")).isEmpty();
    assertThat(EMPTY.flag("exclusiveMinimum")).isFalse();
    assertThat(EMPTY.isNullable()).isFalse();
    assertThat(EMPTY.isSet()).isFalse();
    assertThat(EMPTY.isIntOrString()).isFalse();
    assertThat(EMPTY.preservesUnknownFields()).isFalse();
  }

  @Test
  void aFieldHasItsOwnSchema() {
    Schema object = schema("{properties: {a: {type: string}, b: {type: integer}}}");

    assertThat(object.field("a").orElseThrow().type()).isEqualTo("string");
    assertThat(object.field("b").orElseThrow().type()).isEqualTo("integer");
    assertThat(object.field("c")).isEmpty();
    assertThat(object.propertyNames()).containsExactly("a", "b");
  }

  @Test
  void allValuesOfAMapHaveOneSchema() {
    Schema map = schema("{additionalProperties: {type: boolean}}");

    assertThat(map.field("any").orElseThrow().type()).isEqualTo("boolean");
    assertThat(map.field("other").orElseThrow().type()).isEqualTo("boolean");
    assertThat(map.propertyNames()).isEmpty();
  }

  @Test
  void anOwnSchemaGoesBeforeThatOfTheMap() {
    Schema both =
        schema("{properties: {a: {type: string}}, additionalProperties: {type: boolean}}");

    assertThat(both.field("a").orElseThrow().type()).isEqualTo("string");
    assertThat(both.field("b").orElseThrow().type()).isEqualTo("boolean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void aMapOfAnyValuesHasNoSchemaForThem(String any) {
    assertThat(schema("{additionalProperties: " + any + "}").field("a")).isEmpty();
  }

  @Test
  void theItemsOfAListHaveOneSchema() {
    assertThat(schema("{items: {type: number}}").items().type()).isEqualTo("number");
    assertThat(EMPTY.items().type()).isEmpty();
  }

  @Test
  void requiredFieldsAndPermittedValuesKeepTheirOrder() {
    Schema schema = schema("{required: [b, a], enum: [Z, A, 3]}");

    assertThat(schema.required()).containsExactly("b", "a");
    assertThat(schema.enumeration()).containsExactly("Z", "A", "3");
  }

  @Test
  void aDefaultMayBeAnyValue() {
    assertThat(schema("{default: 0}").defaultValue()).map(JsonNode::asInt).contains(0);
    assertThat(schema("{default: []}").defaultValue()).map(JsonNode::isArray).contains(true);
    assertThat(schema("{default: false}").defaultValue()).map(JsonNode::asBoolean).contains(false);
  }

  @Test
  void extensionsOfKubernetesAreFlags() {
    assertThat(schema("{x-kubernetes-preserve-unknown-fields: true}").preservesUnknownFields())
        .isTrue();
    assertThat(schema("{x-kubernetes-int-or-string: true}").isIntOrString()).isTrue();
    assertThat(schema("{x-kubernetes-list-type: set}").isSet()).isTrue();
    assertThat(schema("{x-kubernetes-list-type: map}").isSet()).isFalse();
    assertThat(schema("{nullable: true}").isNullable()).isTrue();
  }

  @Test
  void boundsAndTheirFlagsAreReadByKeyword() {
    Schema schema = schema("{minimum: 0.5, exclusiveMinimum: true}");

    assertThat(schema.bound("minimum")).map(JsonNode::asDouble).contains(0.5);
    assertThat(schema.bound("maximum")).isEmpty();
    assertThat(schema.flag("exclusiveMinimum")).isTrue();
    assertThat(schema.flag("exclusiveMaximum")).isFalse();
  }

  @Test
  void rulesHaveAnExpressionAndAMessage() {
    Schema schema =
        schema("{x-kubernetes-validations: [{rule: self > 1, message: small}, {rule: self < 9}]}");

    assertThat(schema.rules())
        .containsExactly(new Rule("self > 1", "small"), new Rule("self < 9", ""));
  }

  @Test
  void aRuleWithTheStoredObjectIsATransition() {
    assertThat(new Rule("self == oldSelf", "fixed").isTransition()).isTrue();
    assertThat(new Rule("self == 3", "three").isTransition()).isFalse();
  }
}
