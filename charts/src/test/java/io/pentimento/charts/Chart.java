// SPDX-License-Identifier: Apache-2.0
package io.pentimento.charts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Renders the chart with Helm, used as a library. */
final class Chart {
  static final Path FOLDER = Path.of("pentimento");
  static final String NAMESPACE = "pentimento-system";
  static final YAMLMapper YAML = new YAMLMapper();

  private Chart() {}

  static List<JsonNode> withDefaults() throws IOException {
    return with("");
  }

  /**
   * @param values YAML of the values that differ from the defaults
   */
  static List<JsonNode> with(String values) throws IOException {
    return parse(text(values));
  }

  /** The output of helm template. */
  static String text(String values) throws IOException {
    Path file = Files.createTempFile("values", ".yaml");
    try {
      Files.writeString(file, values);
      return helm()
          .template()
          .withName("pentimento")
          .withNamespace(NAMESPACE)
          .withKubeVersion("1.33.0")
          .withValuesFile(file)
          .call();
    } finally {
      Files.delete(file);
    }
  }

  static LintResult lint() {
    return helm().lint().strict().call();
  }

  static List<JsonNode> parse(String documents) throws IOException {
    try (var all = YAML.readerFor(JsonNode.class).<JsonNode>readValues(documents)) {
      return all.readAll().stream()
          .filter(Objects::nonNull)
          .filter(each -> !each.isNull())
          .toList();
    }
  }

  static JsonNode only(List<JsonNode> objects, String kind) {
    List<JsonNode> found = ofKind(objects, kind);
    if (found.size() != 1) {
      throw new AssertionError("%d objects of kind %s".formatted(found.size(), kind));
    }
    return found.get(0);
  }

  static List<JsonNode> ofKind(List<JsonNode> objects, String kind) {
    return objects.stream().filter(each -> kind.equals(each.path("kind").asText())).toList();
  }

  static Optional<String> environment(List<JsonNode> objects, String name) {
    for (JsonNode entry : only(objects, "Deployment").at("/spec/template/spec/containers/0/env")) {
      if (name.equals(entry.path("name").asText())) {
        return Optional.of(entry.path("value").asText());
      }
    }
    return Optional.empty();
  }

  /** The Helm library is published for some platforms only. */
  private static Helm helm() {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    Assumptions.assumeFalse(
        machine.equals("Linux aarch64"), "no Helm library for this machine: " + machine);
    return new Helm(FOLDER);
  }
}
