// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validates all files valid-*.yaml and invalid-*.yaml in a folder of manifests. */
class AdaptationJobValidatorTest {
  private static final Path MANIFESTS = Path.of("src/test/resources/manifests");
  private static final String EXPECT = "# expect: ";

  private final AdaptationJobValidator validator = new AdaptationJobValidator();

  @ParameterizedTest
  @MethodSource("validManifests")
  void aValidManifestIsAccepted(Path manifest) throws IOException {
    assertThat(validator.validate(manifest)).isInstanceOf(Validation.Valid.class);
  }

  @ParameterizedTest
  @MethodSource("validManifests")
  void theSchemaAndTheTypesHaveTheSameDefaults(Path manifest) throws IOException {
    assertThat(accepted(Files.readString(manifest)).getSpec())
        .isEqualTo(AdaptationJobYaml.read(manifest).getSpec());
  }

  @ParameterizedTest
  @MethodSource("invalidManifests")
  void anInvalidManifestIsRejectedWithTheExpectedMessage(Path manifest) throws IOException {
    List<String> expected;
    try (Stream<String> lines = Files.lines(manifest)) {
      expected =
          lines
              .filter(line -> line.startsWith(EXPECT))
              .map(line -> line.substring(EXPECT.length()))
              .toList();
    }

    assertThat(refused(Files.readString(manifest))).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aDuplicateKeyIsRejected() {
    assertThat(refused("kind: AdaptationJob\nkind: AdaptationJob\n"))
        .singleElement()
        .asString()
        .contains("line 2", "kind");
  }

  @Test
  void invalidYamlIsRejectedWithItsLine() {
    assertThat(refused("spec:\n  restorer: [\n")).singleElement().asString().contains("line");
  }

  @Test
  void anEmptyFileIsRejected() {
    assertThat(refused("")).containsExactly("the manifest is empty or no object");
  }

  @Test
  void aSecondDocumentIsRejected() throws IOException {
    String manifest = Files.readString(MANIFESTS.resolve("valid-minimal.yaml"));

    assertThat(refused(manifest + "---\n" + manifest)).hasSize(1);
  }

  @Test
  void anInvalidPodTemplateIsRejectedWithItsPath() throws IOException {
    String manifest = Files.readString(MANIFESTS.resolve("valid-minimal.yaml"));

    assertThat(refused(manifest + "  serving: {podTemplate: {spec: {containers: one}}}\n"))
        .singleElement()
        .asString()
        .startsWith("spec.serving.podTemplate.spec.containers: Invalid value: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preparation.podTemplate.spec.tolerationz",
        "pseudoTargets.podTemplate.spec.containers[0].volumeMount",
        "fineTuning.podTemplate.metadata.label",
        "evaluation.podTemplate.spec.containers[0].env[0].valueFrom.secretKeyref",
        "serving.podTemplate.specs"
      })
  void anUnknownFieldOfAPodTemplateIsRejectedWithItsPath(String field) throws IOException {
    String manifest = Files.readString(MANIFESTS.resolve("valid-minimal.yaml"));
    String path = field.replaceAll("\\[0]\\.", ": [{").replace(".", ": {");
    String closing = new StringBuilder(path.replaceAll("[^\\[{]", "")).reverse().toString();
    String typo = path + ": x" + closing.replace('{', '}').replace('[', ']');

    assertThat(refused(manifest + "  " + typo + "\n"))
        .containsExactly("strict decoding error: unknown field \"spec." + field + "\"");
  }

  @Test
  void onlyMetricsWithTheirInputsAreMeasured() throws IOException {
    assertThat(measured("valid-minimal.yaml")).containsExactly(Metric.CONSISTENCY);
    assertThat(measured("valid-without-ground-truth.yaml")).containsExactly(Metric.NIQE);
    assertThat(measured("valid-complete.yaml")).containsExactly(Metric.values());
  }

  private List<Metric> measured(String manifest) throws IOException {
    return accepted(Files.readString(MANIFESTS.resolve(manifest))).getSpec().measurableMetrics();
  }

  private AdaptationJob accepted(String manifest) {
    return ((Validation.Valid) validator.validate(manifest)).job();
  }

  private List<String> refused(String manifest) {
    return validator.validate(manifest).violations();
  }

  static List<Path> validManifests() throws IOException {
    return manifests("valid-");
  }

  static List<Path> invalidManifests() throws IOException {
    return manifests("invalid-");
  }

  private static List<Path> manifests(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(MANIFESTS)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    }
  }
}
