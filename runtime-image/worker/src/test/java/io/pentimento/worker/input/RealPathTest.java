// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths that reach the same file in different ways. */
class RealPathTest {
  @TempDir Path temporary;
  private Path folder;
  private Path link;

  @BeforeEach
  void create() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
    link = Files.createSymbolicLink(folder.resolveSibling("link"), folder);
  }

  @Test
  void linksAreResolved() throws IOException {
    assertThat(RealPath.of(link)).isEqualTo(folder);
  }

  @Test
  void theLastPartsOfThePathMayBeMissing() throws IOException {
    assertThat(RealPath.of(link.resolve("a/b"))).isEqualTo(folder.resolve("a/b"));
  }

  @Test
  void dotsAreRemoved() throws IOException {
    assertThat(RealPath.of(folder.resolve("../link/./a"))).isEqualTo(folder.resolve("a"));
  }

  @Test
  void aFolderIsWithinItselfAndItsParents() throws IOException {
    assertThat(RealPath.isWithin(folder, folder)).isTrue();
    assertThat(RealPath.isWithin(link.resolve("new"), folder)).isTrue();
    assertThat(RealPath.isWithin(folder, link.resolve("new"))).isFalse();
  }

  @Test
  void aFolderWithALongerNameIsAnother() throws IOException {
    assertThat(RealPath.isWithin(folder.resolveSibling("folder2"), folder)).isFalse();
  }

  @Test
  void theRootIsItsOwnRealPath() throws IOException {
    assertThat(RealPath.of(Path.of("/"))).isEqualTo(Path.of("/"));
  }
}
