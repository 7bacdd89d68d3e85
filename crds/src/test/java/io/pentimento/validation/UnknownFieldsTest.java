// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static io.pentimento.validation.Schemas.schema;
import static io.pentimento.validation.Schemas.value;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strict decoding: a misspelt field is reported instead of being dropped. */
class UnknownFieldsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: object, properties: {a: {type: string}}}            | {a: x}
          {type: object, properties: {a: {type: string}}}            | {}
          {type: object, x-kubernetes-preserve-unknown-fields: true} | {a: {b: 1}}
          {type: object, additionalProperties: {type: string}}       | {a: x, b: y}
          {type: string}                                             | {a: x}
          {type: object}                                             | text
          {}                                                         | {a: x}
          """)
  void aFieldThatTheSchemaPermitsIsKnown(String schema, String value) {
    assertThat(UnknownFields.in(value(value), schema(schema))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: object}                                              | {a: x}        | a
          {type: object, properties: {a: {type: object}}}             | {a: {b: 1}}   | a.b
          {type: object, properties: {a: {type: array, items: {type: object}}}} | {a: [{}, {b: 1}]} | a[1].b
          {type: object, additionalProperties: {type: object}}        | {any: {b: 1}} | any.b
          {type: object, additionalProperties: false}                 | {a: x}        | a
          """)
  void anUnknownFieldIsReportedByItsPath(String schema, String value, String path) {
    assertThat(UnknownFields.in(value(value), schema(schema)))
        .containsExactly("strict decoding error: unknown field \"" + path + "\"");
  }

  @Test
  void theContentOfAnUnknownFieldIsNotSearched() {
    assertThat(UnknownFields.in(value("{a: {b: {c: 1}}}"), schema("{type: object}"))).hasSize(1);
  }

  @Test
  void allUnknownFieldsAreReportedInTheOrderOfTheManifest() {
    assertThat(
            UnknownFields.in(
                value("{z: 1, known: {y: 2}, a: 3}"),
                schema("{type: object, properties: {known: {type: object}}}")))
        .extracting(sentence -> sentence.replaceAll(".*\"(.*)\"", "$1"))
        .containsExactly("z", "known.y", "a");
  }

  @Test
  void knownFieldsOfAFreeObjectAreStillSearched() {
    assertThat(
            UnknownFields.in(
                value("{free: 1, strict: {typo: 1}}"),
                schema(
                    "{type: object, x-kubernetes-preserve-unknown-fields: true, properties:"
                        + " {strict: {type: object}}}")))
        .containsExactly("strict decoding error: unknown field \"strict.typo\"");
  }
}
