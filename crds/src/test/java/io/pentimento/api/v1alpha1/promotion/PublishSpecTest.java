// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of published models. */
class PublishSpecTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @ParameterizedTest
  @CsvSource({
    "oci://registry.example/night, oci://registry.example/night",
    "oci://registry.example/night:v1, oci://registry.example/night",
    "oci://registry.example:5000/night, oci://registry.example:5000/night",
    "oci://registry.example:5000/vision/night:2026-11-28, oci://registry.example:5000/vision/night",
    "oci://localhost/a/b/c:latest, oci://localhost/a/b/c"
  })
  void theDigestReplacesTheTag(String uri, String repository) {
    assertThat(new PublishSpec(uri, null, null).address(DIGEST))
        .isEqualTo(repository + "@" + DIGEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oci://registry.example/night",
        "oci://registry.example:5000/vision/night",
        "oci://registry.example/vision/night:v1.0",
        "oci://localhost/a"
      })
  void aRepositoryWithATagOrWithoutIsAnAddress(String uri) {
    assertThat(uri).matches(Pattern.compile(PublishSpec.URI_PATTERN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example/night",
        "https://registry.example/night",
        "oci://registry.example",
        "oci://registry.example/",
        "oci://registry.example/Night",
        "oci://registry.example/night@sha256:0000",
        "oci://registry.example/night:",
        "oci://registry.example:port/night",
        "oci:///night"
      })
  void anyOtherTextIsRejected(String uri) {
    assertThat(uri).doesNotMatch(Pattern.compile(PublishSpec.URI_PATTERN));
  }
}
