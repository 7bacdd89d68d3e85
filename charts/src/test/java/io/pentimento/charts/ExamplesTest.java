// SPDX-License-Identifier: Apache-2.0
package io.pentimento.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.validation.AdaptationJobValidator;
import io.pentimento.validation.RestorationServiceValidator;
import io.pentimento.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests under examples/ are valid, and their custom resources pass validation. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsAccepted(Path example) throws IOException {
    List<JsonNode> jobs =
        Chart.ofKind(Chart.parse(Files.readString(example)), "AdaptationJob").stream().toList();

    assertThat(jobs)
        .allSatisfy(
            job ->
                assertThat(
                        new AdaptationJobValidator().validate(Chart.YAML.writeValueAsString(job)))
                    .isInstanceOf(Validation.Valid.class));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleOfAServiceIsAccepted(Path example) throws IOException {
    RestorationServiceValidator validator = new RestorationServiceValidator();

    assertThat(Chart.ofKind(Chart.parse(Files.readString(example)), "RestorationService"))
        .allSatisfy(
            service ->
                assertThat(validator.faults(Chart.YAML.writeValueAsString(service))).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void noExampleLacksANameOrAKind(Path example) throws IOException {
    assertThat(Chart.parse(Files.readString(example)))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.path("kind").asText()).isNotEmpty());
  }

  /** Without comparison plans, which are not manifests; a test of the worker validates them. */
  private static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("comparison.yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }
}
