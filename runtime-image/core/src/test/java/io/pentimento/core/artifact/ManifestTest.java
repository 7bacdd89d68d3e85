// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  @TempDir Path folder;

  @BeforeEach
  void writeArtifact() throws IOException {
    AtomicFile.write(folder.resolve("weights.safetensors"), new byte[] {1, 2, 3});
    AtomicFile.write(folder.resolve("images/0.png"), new byte[] {4});
  }

  @Test
  void anArtifactIsCompleteWhenItsManifestExists() throws IOException {
    assertThat(Manifest.isComplete(folder)).isFalse();
    assertThatThrownBy(() -> Manifest.verified(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("incomplete");
    Manifest closed = Manifest.close(folder);
    assertThat(Manifest.isComplete(folder)).isTrue();
    assertThat(Manifest.verified(folder)).isEqualTo(closed);
    assertThat(closed.files()).containsOnlyKeys("weights.safetensors", "images/0.png");
    assertThat(closed.files().get("images/0.png"))
        .isEqualTo(new Manifest.Entry(1, Digest.of(new byte[] {4})));
  }

  @Test
  void closingTwiceGivesTheSameManifest() throws IOException {
    Manifest.close(folder);
    byte[] first = Files.readAllBytes(folder.resolve(Manifest.FILE));
    Manifest.close(folder);
    assertThat(folder.resolve(Manifest.FILE)).hasBinaryContent(first);
  }

  @Test
  void temporaryFilesOfAKilledProcessAreExcluded() throws IOException {
    Path recent = Files.write(folder.resolve(".pentimento-1.tmp"), new byte[9]);
    Path old = Files.write(folder.resolve("images/.pentimento-2.tmp"), new byte[9]);
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    assertThat(Manifest.close(folder).files()).hasSize(2);
    assertThat(recent).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void theErrorNamesAChangedOrMissingFile() throws IOException {
    Manifest.close(folder);
    Files.write(folder.resolve("images/0.png"), new byte[] {5});
    assertThatThrownBy(() -> Manifest.verified(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0.png");
    Files.delete(folder.resolve("images/0.png"));
    assertThatThrownBy(() -> Manifest.verified(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0.png");
  }

  @Test
  void aDamagedManifestIsRejected() throws IOException {
    Manifest.close(folder);
    Files.writeString(folder.resolve(Manifest.FILE), "{\"files\":");
    assertThatThrownBy(() -> Manifest.verified(folder)).isInstanceOf(IOException.class);
  }
}
