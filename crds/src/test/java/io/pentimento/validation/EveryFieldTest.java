// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks the definition and gives every field of the spec a value that its schema forbids. The
 * violation must name the field.
 */
class EveryFieldTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Path MINIMAL = Path.of("src/test/resources/manifests/valid-minimal.yaml");
  private static final int SMALLEST_API = 100;

  private final AdaptationJobValidator validator = new AdaptationJobValidator();

  /** A field of the spec by its path, such as {@code spec.serving.replicas}. */
  private record Field(String path, Schema schema) {}

  /**
   * @param violation the constraint that the value violates
   */
  private record WrongValue(String violation, JsonNode value) {}

  @Test
  void theSpecHasManyFields() {
    assertThat(fields()).hasSizeGreaterThan(SMALLEST_API);
  }

  @TestFactory
  Stream<DynamicTest> aWrongValueIsRejectedWithItsPath() {
    return fields().stream()
        .flatMap(
            field ->
                wrongValues(field.schema()).stream()
                    .map(
                        wrong ->
                            dynamicTest(
                                field.path() + ": " + wrong.violation(),
                                () -> assertRejected(field, wrong.value()))));
  }

  @TestFactory
  Stream<DynamicTest> anUnknownFieldIsRejectedWithItsPath() {
    return fields().stream()
        .filter(field -> !field.schema().propertyNames().isEmpty())
        .filter(field -> !field.path().contains("["))
        .map(
            field ->
                dynamicTest(
                    field.path(),
                    () ->
                        assertThat(violations(field.path() + ".colour", JSON.textNode("red")))
                            .contains(
                                "strict decoding error: unknown field \"%s.colour\""
                                    .formatted(field.path()))));
  }

  private void assertRejected(Field field, JsonNode value) throws IOException {
    assertThat(violations(field.path(), value))
        .as("%s = %s", field.path(), value)
        .anySatisfy(sentence -> assertThat(sentence).startsWith(field.path()));
  }

  private List<String> violations(String path, JsonNode value) throws IOException {
    ObjectNode manifest = (ObjectNode) YAML.readTree(MINIMAL.toFile());
    set(manifest, path.split("\\."), 0, value);
    return validator.validate(YAML.writeValueAsString(manifest)).violations();
  }

  private static void set(ObjectNode object, String[] path, int depth, JsonNode value) {
    String name = path[depth].replace("[0]", "");
    if (depth == path.length - 1) {
      object.set(name, path[depth].endsWith("[0]") ? JSON.arrayNode().add(value) : value);
      return;
    }
    ObjectNode child =
        path[depth].endsWith("[0]")
            ? firstItem(object, name)
            : object.get(name) instanceof ObjectNode known ? known : object.putObject(name);
    set(child, path, depth + 1, value);
  }

  private static ObjectNode firstItem(ObjectNode object, String name) {
    ArrayNode list = object.putArray(name);
    return list.addObject();
  }

  private static List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    collect("spec", BundledDefinition.schema("adaptationjobs").field("spec").orElseThrow(), fields);
    return fields;
  }

  private static void collect(String path, Schema schema, List<Field> fields) {
    for (String name : schema.propertyNames()) {
      Schema field = schema.field(name).orElseThrow();
      String child = path + "." + name;
      fields.add(new Field(child, field));
      collect(child, field, fields);
      if (field.type().equals("array")) {
        fields.add(new Field(child + "[0]", field.items()));
        collect(child + "[0]", field.items(), fields);
      }
    }
  }

  /** At least one for each field: a value of another type. */
  private static List<WrongValue> wrongValues(Schema schema) {
    List<WrongValue> wrong = new ArrayList<>();
    if (!schema.preservesUnknownFields() || !schema.type().isEmpty()) {
      wrong.add(new WrongValue("type", otherType(schema)));
    }
    if (!schema.enumeration().isEmpty()) {
      wrong.add(new WrongValue("enum", JSON.textNode("NoSuchValue")));
    }
    schema.bound("minimum").ifPresent(b -> wrong.add(new WrongValue("minimum", shifted(b, -1))));
    schema.bound("maximum").ifPresent(b -> wrong.add(new WrongValue("maximum", shifted(b, 1))));
    if (schema.flag("exclusiveMinimum")) {
      wrong.add(new WrongValue("exclusive minimum", schema.bound("minimum").orElseThrow()));
    }
    if (schema.flag("exclusiveMaximum")) {
      wrong.add(new WrongValue("exclusive maximum", schema.bound("maximum").orElseThrow()));
    }
    schema
        .bound("minLength")
        .filter(bound -> bound.asInt() > 0)
        .ifPresent(bound -> wrong.add(new WrongValue("minLength", JSON.textNode(""))));
    schema
        .bound("maxLength")
        .ifPresent(
            bound ->
                wrong.add(
                    new WrongValue("maxLength", JSON.textNode("x".repeat(bound.asInt() + 1)))));
    schema
        .bound("pattern")
        .ifPresent(pattern -> wrong.add(new WrongValue("pattern", mismatch(pattern.asText()))));
    return wrong;
  }

  /** A text that does not match, such as an absolute path where a URI is expected. */
  private static JsonNode mismatch(String pattern) {
    return Stream.of("/absolute", "../up", "UPPER CASE", "\u0000")
        .filter(text -> !Pattern.compile(pattern).matcher(text).find())
        .map(JSON::textNode)
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode otherType(Schema schema) {
    return schema.isIntOrString() || !schema.type().equals("boolean")
        ? JSON.booleanNode(true)
        : JSON.textNode("yes");
  }

  private static JsonNode shifted(JsonNode bound, int by) {
    return JSON.numberNode(bound.decimalValue().add(BigDecimal.valueOf(by)));
  }
}
