package io.pentimento.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  @Test
  void imagesAreSortedByNameOneLevelDeep() throws IOException {
    Files.createDirectories(folder.resolve("b/deep"));
    Files.createDirectories(folder.resolve(".cache"));
    for (String name :
        new String[] {
          "c.JPG", "a.png", "b/x.jpeg", "b/deep/y.png", ".cache/z.png", ".h.png", "n.txt"
        }) {
      Files.createFile(folder.resolve(name));
    }
    assertThat(ImageFolder.list(folder))
        .extracting(path -> folder.relativize(path).toString())
        .containsExactly("a.png", "b/x.jpeg", "c.JPG");
  }

  @Test
  void aFolderWithoutImagesIsAnError() {
    assertThatThrownBy(() -> ImageFolder.list(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("has no image");
  }

  @Test
  void aMissingFolderIsAnError() {
    assertThatThrownBy(() -> ImageFolder.list(folder.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none is not a folder");
  }
}
