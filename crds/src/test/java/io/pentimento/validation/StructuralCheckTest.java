// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static io.pentimento.validation.Schemas.schema;
import static io.pentimento.validation.Schemas.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each keyword of a schema, with values on both sides of its bound. */
class StructuralCheckTest {
  private static List<String> findings(String schema, String value) {
    ValidationFindings findings = new ValidationFindings();
    new StructuralCheck(findings).check(FieldPath.ROOT.field("f"), value(value), schema(schema));
    return findings.sentences();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: object}                      | {a: 1}
          {type: array}                       | []
          {type: string}                      | "1"
          {type: boolean}                     | false
          {type: number}                      | 1.5
          {type: number}                      | 1
          {type: integer}                     | 9223372036854775807
          {type: integer}                     | -9223372036854775808
          {type: integer}                     | 2.0
          {type: integer}                     | 1.0e+3
          {}                                  | anything
          {x-kubernetes-int-or-string: true}  | 8080
          {x-kubernetes-int-or-string: true}  | http
          {type: integer, format: int32}      | 2147483647
          {type: integer, format: int32}      | -2147483648
          {type: integer, format: int64}      | 2147483648
          {type: string, enum: [A, B]}        | B
          {type: number, minimum: 1}          | 1
          {type: number, maximum: 1}          | 1
          {type: number, minimum: 0, exclusiveMinimum: true}  | 1.0e-300
          {type: number, maximum: 1, exclusiveMaximum: true}  | 0.999
          {type: number, minimum: 0.1}        | 0.10
          {type: string, minLength: 2}        | ab
          {type: string, maxLength: 2}        | ab
          {type: string, pattern: "^a"}       | abc
          {type: string, pattern: "b"}        | abc
          {type: array, minItems: 1}          | [1]
          {type: array, maxItems: 1}          | [1]
          {type: array, x-kubernetes-list-type: set}  | [1, 2]
          {type: array}                       | [1, 1]
          {type: object, required: [a]}       | {a: null}
          """)
  void aValueWithinTheBoundsHasNoFinding(String schema, String value) {
    assertThat(findings(schema, value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: object}  | []     | f: Invalid value: "array": f in body must be of type object: "array"
          {type: array}   | {}     | f: Invalid value: "object": f in body must be of type array: "object"
          {type: string}  | 1      | f: Invalid value: "integer": f in body must be of type string: "integer"
          {type: string}  | 1.5    | f: Invalid value: "number": f in body must be of type string: "number"
          {type: string}  | true   | f: Invalid value: "boolean": f in body must be of type string: "boolean"
          {type: string}  | null   | f: Invalid value: "null": f in body must be of type string: "null"
          {type: boolean} | "yes"  | f: Invalid value: "string": f in body must be of type boolean: "string"
          {type: number}  | "1"    | f: Invalid value: "string": f in body must be of type number: "string"
          {type: integer} | 1.5    | f: Invalid value: "number": f in body must be of type integer: "number"
          {type: integer, format: int32} | 1.5 | f: Invalid value: "float64": f in body must be of type int32: "float64"
          {type: integer, format: int32} | "1" | f: Invalid value: "string": f in body must be of type integer: "string"
          {type: integer} | 9223372036854775808 | f: Invalid value: "integer": f in body must be of type integer: "integer"
          {x-kubernetes-int-or-string: true} | 1.5  | f: Invalid value: "number": f in body must be of type integer,string: "number"
          {x-kubernetes-int-or-string: true} | true | f: Invalid value: "boolean": f in body must be of type integer,string: "boolean"
          """)
  void aValueOfAnotherTypeIsNamedByBothTypes(String schema, String value, String sentence) {
    assertThat(findings(schema, value)).containsExactly(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: integer, minimum: 1} | 0     | f: Invalid value: 0: f in body should be greater than or equal to 1
          {type: integer, maximum: 9} | 10    | f: Invalid value: 10: f in body should be less than or equal to 9
          {type: number, minimum: 0, exclusiveMinimum: true} | 0   | f: Invalid value: 0: f in body should be greater than 0
          {type: number, maximum: 1, exclusiveMaximum: true} | 1.0 | f: Invalid value: 1: f in body should be less than 1
          {type: number, minimum: 0.5} | 0.25 | f: Invalid value: 0.25: f in body should be greater than or equal to 0.5
          {type: number, maximum: 100} | 1000 | f: Invalid value: 1000: f in body should be less than or equal to 100
          {type: integer, format: int32} | 2147483648  | f: Invalid value: 2147483648: Checked value must be of type integer with format int32 in f
          {type: integer, format: int32} | -2147483649 | f: Invalid value: -2147483649: Checked value must be of type integer with format int32 in f
          """)
  void aNumberOutsideItsBoundsIsReportedWithTheBound(String schema, String value, String sentence) {
    assertThat(findings(schema, value)).containsExactly(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: string, enum: [A, B]}  | C    | f: Unsupported value: "C": supported values: "A", "B"
          {type: string, enum: [A]}     | a    | f: Unsupported value: "a": supported values: "A"
          {type: string, minLength: 2}  | a    | f: Invalid value: "a": f in body should be at least 2 chars long
          {type: string, maxLength: 2}  | abc  | f: Too long: may not be more than 2 bytes
          {type: string, pattern: "^a"} | ba   | f: Invalid value: "ba": f in body should match '^a'
          """)
  void aTextOutsideItsBoundsIsReportedWithTheBound(String schema, String value, String sentence) {
    assertThat(findings(schema, value)).containsExactly(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: array, minItems: 1}  | []         | f: Invalid value: 0: f in body should have at least 1 items
          {type: array, maxItems: 2}  | [1, 2, 3]  | f: Too many: 3: must have at most 2 items
          {type: array, x-kubernetes-list-type: set} | [a, b, a]  | f[2]: Duplicate value: "a"
          {type: array, items: {type: integer}}      | [1, x]     | f[1]: Invalid value: "string": f[1] in body must be of type integer: "string"
          """)
  void aListOutsideItsBoundsIsReportedWithTheItem(String schema, String value, String sentence) {
    assertThat(findings(schema, value)).containsExactly(sentence);
  }

  @Test
  void aRepeatedValueOfASetIsReportedEachTime() {
    assertThat(findings("{type: array, x-kubernetes-list-type: set}", "[a, a, a]"))
        .containsExactly("f[1]: Duplicate value: \"a\"", "f[2]: Duplicate value: \"a\"");
  }

  @Test
  void missingFieldsAreNamedInTheOrderOfTheSchema() {
    assertThat(findings("{type: object, required: [b, a]}", "{}"))
        .containsExactly("f.b: Required value", "f.a: Required value");
  }

  @Test
  void fieldsAndItemsAreCheckedToAnyDepth() {
    assertThat(
            findings(
                "{type: object, properties: {a: {type: array, items: {type: object, properties:"
                    + " {b: {type: integer, minimum: 1}}}}}}",
                "{a: [{b: 1}, {b: 0}]}"))
        .containsExactly(
            "f.a[1].b: Invalid value: 0: f.a[1].b in body should be greater than or equal to 1");
  }

  @Test
  void theFieldsOfAValueOfAnotherTypeAreNotChecked() {
    assertThat(findings("{type: array, items: {type: integer}, minItems: 2}", "{a: text}"))
        .hasSize(1);
  }

  @Test
  void severalViolationsOfOneValueAreAllReported() {
    assertThat(findings("{type: string, minLength: 3, pattern: '^a', enum: [abc]}", "b"))
        .hasSize(3);
  }

  /** An API server counts characters, not the units of UTF-16. */
  @Test
  void aCharacterOutsideTheBasicPlaneIsOneCharacter() {
    assertThat(findings("{type: string, maxLength: 2}", "\"\uD83D\uDE00\uD83D\uDE00\"")).isEmpty();
    assertThat(findings("{type: string, minLength: 2}", "\"\uD83D\uDE00\"")).hasSize(1);
  }
}
