// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For every CEL rule of the definitions, a sample manifest violates it. */
class RuleMessagesTest {
  private static final Path SAMPLES = Path.of("src/test/resources");

  @ParameterizedTest
  @CsvSource({"adaptationjobs, manifests", "restorationservices, services"})
  void everyRuleIsBrokenByASample(String plural, String folder) throws IOException {
    String expected = expectations(SAMPLES.resolve(folder));

    assertThat(messages(BundledDefinition.schema(plural)))
        .isNotEmpty()
        .filteredOn(message -> !expected.contains(message))
        .isEmpty();
  }

  private static String expectations(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static List<String> messages(Schema schema) {
    List<String> messages = new ArrayList<>();
    schema.rules().stream()
        .filter(rule -> !rule.isTransition())
        .map(Schema.Rule::message)
        .forEach(messages::add);
    for (String name : schema.propertyNames()) {
      messages.addAll(messages(schema.field(name).orElseThrow()));
    }
    if (schema.node().has("items")) {
      messages.addAll(messages(schema.items()));
    }
    return messages;
  }
}
