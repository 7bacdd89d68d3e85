// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URIs that the schema accepts for a source. */
class SourceUriTest {
  private static final Pattern URI = Pattern.compile(Source.URI_PATTERN);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pvc://models",
        "pvc://models/",
        "pvc://models/a/b.pth",
        "pvc://night.frames-2/x",
        "s3://bucket",
        "s3://bucket/key/with spaces.png",
        "http://host/file",
        "https://host:8443/file?version=1",
        "oci://registry.example/model@sha256:00",
        "hf://owner/model/file.safetensors",
        "file:///models/a.pth",
        "models/a.pth",
        "a.pth",
        "./a.pth",
        "../models/a.pth",
        "Bilder/Nacht ä.png"
      })
  void aSchemeThatCanBeReadOrARelativePathIsASource(String uri) {
    assertThat(uri).matches(URI);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/models/a.pth",
        "pvc://",
        "pvc:///a",
        "pvc://Models/a",
        "pvc://-models/a",
        "s3://",
        "s3:///key",
        "http://host",
        "https://host/",
        "oci://registry.example",
        "hf://owner/model",
        "hf://owner/model/",
        "file://host/a",
        "file:a.pth",
        "ftp://host/a",
        "C:\\models\\a.pth",
        "models:a.pth"
      })
  void anyOtherTextIsRejected(String uri) {
    assertThat(uri).doesNotMatch(URI);
  }
}
