// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each valid-*.yaml and invalid-*.yaml of the folder is tested. */
class RestorationServiceValidatorTest {
  private static final Path MANIFESTS = Path.of("src/test/resources/services");
  private static final String EXPECT = "# expect: ";

  private final RestorationServiceValidator validator = new RestorationServiceValidator();

  @ParameterizedTest
  @MethodSource("manifests")
  void aManifestHasExactlyTheExpectedFaults(Path manifest) throws IOException {
    String yaml = Files.readString(manifest);
    List<String> expected =
        yaml.lines()
            .filter(line -> line.startsWith(EXPECT))
            .map(line -> line.substring(EXPECT.length()))
            .toList();

    assertThat(validator.faults(yaml)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected.isEmpty())
        .isEqualTo(manifest.getFileName().toString().startsWith("valid-"));
  }

  private static Stream<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.list(MANIFESTS)) {
      return files.sorted().toList().stream();
    }
  }

  @Test
  void anotherKindIsRejectedByName() {
    assertThat(
            validator.faults(
                "apiVersion: pentimento.io/v1alpha1\nkind: AdaptationJob\nmetadata: {name: a}\n"))
        .singleElement()
        .asString()
        .contains("this must be a RestorationService");
  }
}
