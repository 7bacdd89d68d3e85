// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static io.pentimento.validation.Schemas.schema;
import static io.pentimento.validation.Schemas.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults are filled in as on a server: before validation, from the outside to the inside. */
class SchemaDefaultsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # schema                                                      | value      | with defaults
          {properties: {a: {default: 1}}}                               | {}         | {a: 1}
          {properties: {a: {default: 1}}}                               | {a: 2}     | {a: 2}
          {properties: {a: {default: true}}}                            | {a: false} | {a: false}
          {properties: {a: {default: x}}}                               | {a: ""}    | {a: ""}
          {properties: {a: {default: []}}}                              | {}         | {a: []}
          {properties: {a: {type: string}}}                             | {}         | {}
          # Null is an omitted field, unless the schema permits it.
          {properties: {a: {default: 1}}}                               | {a: null}  | {a: 1}
          {properties: {a: {type: string}}}                             | {a: null}  | {}
          {properties: {a: {nullable: true}}}                           | {a: null}  | {a: null}
          {properties: {a: {nullable: true, default: 1}}}               | {a: null}  | {a: null}
          {properties: {a: {nullable: true, default: 1}}}               | {}         | {a: 1}
          # A default may itself be completed.
          {properties: {a: {default: {}, properties: {b: {default: 2}}}}} | {}       | {a: {b: 2}}
          {properties: {a: {properties: {b: {default: 2}}}}}            | {}         | {}
          {properties: {a: {properties: {b: {default: 2}}}}}            | {a: {}}    | {a: {b: 2}}
          # Each item of a list is completed.
          {properties: {a: {items: {properties: {b: {default: 2}}}}}}   | {a: [{}, {b: 3}]} | {a: [{b: 2}, {b: 3}]}
          {properties: {a: {items: {properties: {b: {default: 2}}}}}}   | {a: []}    | {a: []}
          # Values of other types are left to the validation.
          {properties: {a: {properties: {b: {default: 2}}}}}            | {a: text}  | {a: text}
          {properties: {a: {default: 1}}}                               | [1]        | [1]
          # Fields without a schema stay as they are.
          {properties: {a: {default: 1}}}                               | {z: null}  | {z: null, a: 1}
          """)
  void anOmittedFieldGetsItsDefault(String schema, String given, String completed) {
    JsonNode value = value(given);

    SchemaDefaults.apply(value, schema(schema));

    assertThat(value).isEqualTo(value(completed));
  }

  @Test
  void aDefaultIsCopiedForEachObject() {
    Schema schema = schema("{items: {properties: {a: {default: {}, properties: {b: {}}}}}}");
    JsonNode list = value("[{}, {}]");

    SchemaDefaults.apply(list, schema);

    assertThat(list.get(0).get("a")).isNotSameAs(list.get(1).get("a"));
    assertThat(schema.items().field("a").orElseThrow().defaultValue().orElseThrow())
        .isEqualTo(value("{}"));
  }

  @Test
  void applyingThemTwiceChangesNothing() {
    Schema schema = schema("{properties: {a: {default: {}, properties: {b: {default: 2}}}}}");
    JsonNode value = value("{}");
    SchemaDefaults.apply(value, schema);
    JsonNode once = value.deepCopy();

    SchemaDefaults.apply(value, schema);

    assertThat(value).isEqualTo(once);
  }
}
