// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scalars of YAML that are easily taken for another type, in a manifest. */
class ManifestScalarsTest {
  private static final Path MINIMAL = Path.of("src/test/resources/manifests/valid-minimal.yaml");

  private static final AdaptationJobValidator VALIDATOR = new AdaptationJobValidator();

  private static List<String> with(String lines) throws IOException {
    return VALIDATOR.validate(Files.readString(MINIMAL) + lines).violations();
  }

  private static List<String> withMetadata(String metadata) throws IOException {
    String manifest = Files.readString(MINIMAL);
    String edited =
        manifest.replaceFirst("metadata:.*\\n(  name:.*\\n)?", "metadata: " + metadata + "\n");
    assertThat(edited).isNotEqualTo(manifest);
    return VALIDATOR.validate(edited).violations();
  }

  @ParameterizedTest
  @CsvSource({"1e999, Infinity", "-1e999, -Infinity", "1e999999999, Infinity"})
  void aNumberThatIsTooLargeIsReportedByItsPath(String number, String value) throws IOException {
    assertThat(with("  fineTuning: {seed: " + number + "}\n"))
        .containsExactly(
            "spec.fineTuning.seed: Invalid value: " + value + ": the number is too large");
  }

  @Test
  void aNumberThatIsTooLargeIsReportedInFieldsWithoutASchemaToo() throws IOException {
    String manifest =
        Files.readString(MINIMAL)
            .replace(
                "  prior:\n",
                "  prior:\n    hyperparameters: {dropout: 1e999, list: [0, -1e999]}\n");

    assertThat(VALIDATOR.validate(manifest).violations())
        .containsExactly(
            "spec.prior.hyperparameters.dropout: Invalid value: Infinity: the number is too large",
            "spec.prior.hyperparameters.list[1]: Invalid value: -Infinity: the number is too"
                + " large");
  }

  @ParameterizedTest
  @ValueSource(strings = {".inf", "-.inf", ".nan"})
  void namesOfSpecialNumbersAreNotNumbers(String number) throws IOException {
    assertThat(with("  fineTuning: {emaDecay: " + number + "}\n")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          suspend: "yes"                       | spec.suspend: Invalid value: "string": spec.suspend in body must be of type boolean: "string"
          suspend: 1                           | spec.suspend: Invalid value: "integer": spec.suspend in body must be of type boolean: "integer"
          backoffLimit: "6"                    | spec.backoffLimit: Invalid value: "string": spec.backoffLimit in body must be of type integer: "string"
          backoffLimit: 1.5                    | spec.backoffLimit: Invalid value: "float64": spec.backoffLimit in body must be of type int32: "float64"
          backoffLimit: 101                    | spec.backoffLimit: Invalid value: 101: spec.backoffLimit in body should be less than or equal to 100
          backoffLimit: -1                     | spec.backoffLimit: Invalid value: -1: spec.backoffLimit in body should be greater than or equal to 0
          budget: {}                           | spec.budget.gpuSeconds: Required value
          budget: {gpuSeconds: 0}              | spec.budget.gpuSeconds: Invalid value: 0: spec.budget.gpuSeconds in body should be greater than or equal to 1
          promotion: manual                    | spec.promotion: Unsupported value: "manual": supported values: "Automatic", "Manual"
          activeDeadlineSeconds: 0             | spec.activeDeadlineSeconds: Invalid value: 0: spec.activeDeadlineSeconds in body should be greater than or equal to 1
          """)
  void aScalarOfAnotherTypeOrOutsideItsBoundsIsAViolation(String line, String sentence)
      throws IOException {
    assertThat(with("  " + line + "\n")).containsExactly(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "suspend: true",
        "backoffLimit: 6.0",
        "backoffLimit: 0",
        "backoffLimit: 100",
        "budget: {gpuSeconds: 1}",
        "promotion: Manual",
        "suspend: null"
      })
  void aScalarOfTheTypeIsAccepted(String line) throws IOException {
    assertThat(with("  " + line + "\n")).isEmpty();
  }

  /** As on a server, where they cannot be decoded. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: 7}                           | metadata.name         | 7
          {name: true}                        | metadata.name         | true
          {name: night, namespace: 1}         | metadata.namespace    | 1
          {name: night, labels: {gpu: true}}  | metadata.labels.gpu   | true
          {name: night, labels: {tier: 1.5}}  | metadata.labels.tier  | 1.5
          {name: night, annotations: {pentimento.io/dry-run: true}} | metadata.annotations.pentimento.io/dry-run | true
          """)
  void metadataMustBeStrings(String metadata, String path, String value) throws IOException {
    assertThat(withMetadata(metadata))
        .containsExactly(
            "%s: Invalid value: %s: must be a string; put it in quotes".formatted(path, value));
  }

  @Test
  void aQuotedScalarIsATextOfTheMetadata() throws IOException {
    assertThat(
            withMetadata(
                "{name: \"7\", labels: {gpu: \"true\"}, annotations: {pentimento.io/dry-run:"
                    + " \"true\"}}"))
        .isEmpty();
  }
}
