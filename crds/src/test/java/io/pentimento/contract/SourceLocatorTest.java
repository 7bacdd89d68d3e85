// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceLocatorTest {
  private final SourceLocator locator =
      new SourceLocator(Path.of("/manifests"), Map.of("models", Path.of("/mnt/models")));

  @ParameterizedTest
  @CsvSource({
    "images, /manifests/images",
    "faces/clean, /manifests/faces/clean",
    "file:///data/r.pth, /data/r.pth",
    "pvc://models, /mnt/models",
    "pvc://models/, /mnt/models",
    "pvc://models/swinir/r.pth, /mnt/models/swinir/r.pth",
    "pvc://models/a/../r.pth, /mnt/models/r.pth"
  })
  void aLocalSourceHasAPath(String uri, Path path) {
    assertThat(locator.path(uri)).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://bucket/r.pth",
        "http://host/r.pth",
        "https://host/r.pth",
        "oci://host/models:1",
        "hf://owner/name/r.pth"
      })
  void aRemoteSourceHasNone(String uri) {
    assertThat(locator.path(uri)).isEmpty();
  }

  @Test
  void aClaimThatIsNotMountedIsRejectedWithTheOptionThatMountsIt() {
    assertThatThrownBy(() -> locator.path("pvc://photos/night"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "pvc://photos/night needs the claim photos, which is not mounted; pass --claim"
                + " photos=FOLDER");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pvc://models/..", "pvc://models/../other", "pvc://models/a/../../../etc/passwd"})
  void aPathOutsideOfTheClaimIsRejected(String uri) {
    assertThatThrownBy(() -> locator.path(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(uri + " is outside of the claim models");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///night images",
        "file:///night#1",
        "file:///night?1",
        "file:///100%",
        "file://host/night",
        "file:night"
      })
  void aFileUriThatIsNotAPathIsNamedInTheError(String uri) {
    assertThatThrownBy(() -> locator.path(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(uri + " is not a path of this machine: ")
        .hasMessageEndingWith("; write special characters as in a URL, such as %20 for a space");
  }

  @Test
  void specialCharactersOfAFileUriAreDecoded() {
    assertThat(locator.path("file:///night%20images/%231.png"))
        .contains(Path.of("/night images/#1.png"));
  }
}
