// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static io.pentimento.validation.Schemas.schema;
import static io.pentimento.validation.Schemas.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CEL types of values in a manifest. */
class CelValueTest {
  private static Object of(String value, String schema) {
    return CelValue.of(value(value), schema(schema));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3.0", "3e0"})
  void aNumberIsADoubleInEveryNotation(String notation) {
    assertThat(of(notation, "{type: number}")).isEqualTo(3.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3.0", "3e0"})
  void anIntegerIsALongInEveryNotation(String notation) {
    assertThat(of(notation, "{type: integer}")).isEqualTo(3L);
  }

  @Test
  void textsAndTruthValuesKeepTheirTypes() {
    assertThat(of("\"true\"", "{type: string}")).isEqualTo("true");
    assertThat(of("true", "{type: boolean}")).isEqualTo(true);
  }

  @Test
  void aListHasTheTypeOfItsItems() {
    assertThat(of("[1, 2]", "{type: array, items: {type: number}}")).isEqualTo(List.of(1.0, 2.0));
    assertThat(of("[1, 2]", "{type: array, items: {type: integer}}")).isEqualTo(List.of(1L, 2L));
    assertThat(of("[]", "{type: array}")).isEqualTo(List.of());
  }

  @Test
  void anObjectHasItsFields() {
    assertThat(of("{a: 1, b: x}", "{properties: {a: {type: integer}, b: {type: string}}}"))
        .isEqualTo(Map.of("a", 1L, "b", "x"));
  }

  @Test
  void fieldsWithoutASchemaAreInvisible() {
    assertThat(of("{a: 1, b: x}", "{properties: {a: {type: integer}}}")).isEqualTo(Map.of("a", 1L));
  }

  @Test
  void objectsInListsAreConvertedToo() {
    assertThat(
            of("[{w: 1}]", "{type: array, items: {type: object, properties: {w: {type: number}}}}"))
        .isEqualTo(List.of(Map.of("w", 1.0)));
  }
}
