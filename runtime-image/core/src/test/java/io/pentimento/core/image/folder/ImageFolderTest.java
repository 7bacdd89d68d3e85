// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  @Test
  void imagesOfAllFoldersAreSortedByPath() throws IOException {
    create("c.JPG", "a.png", "b/x.jpeg", "b/deep/er/y.png", "d.jfif", "e.jpe", "B.JPEG");

    assertThat(relative(ImageFolder.list(folder)))
        .containsExactly(
            "B.JPEG", "a.png", "b/deep/er/y.png", "b/x.jpeg", "c.JPG", "d.jfif", "e.jpe");
  }

  @Test
  void otherEntriesAreReportedWithTheReason() throws IOException {
    create("a.png", ".hidden.png", ".cache/z.png", "notes.txt", "b/photo.webp", "noextension");
    Files.createSymbolicLink(folder.resolve("gone.png"), Path.of("nowhere.png"));

    assertThat(ImageFolder.scan(folder).skipped())
        .extracting(ImageListing.Skipped::toString)
        .containsExactly(
            "skipped .cache: hidden, because its name begins with a dot",
            "skipped .hidden.png: hidden, because its name begins with a dot",
            "skipped b/photo.webp: not a PNG or JPEG file by its extension",
            "skipped gone.png: a link to a file that does not exist",
            "skipped noextension: not a PNG or JPEG file by its extension",
            "skipped notes.txt: not a PNG or JPEG file by its extension");
  }

  @Test
  void linksAreFollowedAndCyclesAreReported() throws IOException {
    create("real/a.png", "images/b.png");
    Path images = folder.resolve("images");
    Files.createSymbolicLink(images.resolve("more"), folder.resolve("real"));
    Files.createSymbolicLink(images.resolve("c.png"), folder.resolve("real/a.png"));
    Files.createSymbolicLink(images.resolve("loop"), images);

    ImageListing listing = ImageFolder.scan(images);

    assertThat(listing.images())
        .extracting(path -> images.relativize(path).toString())
        .containsExactly("b.png", "c.png", "more/a.png");
    assertThat(listing.report()).containsExactly("skipped loop: a link to a parent folder");
  }

  @Test
  void aLinkToAFolderIsListed() throws IOException {
    create("real/a.png");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

    assertThat(ImageFolder.list(link)).containsExactly(link.resolve("a.png"));
  }

  @Test
  void aLongReportIsShortened() throws IOException {
    for (int i = 0; i < 25; i++) {
      create("file%02d.txt".formatted(i));
    }

    assertThat(ImageFolder.scan(folder).report()).hasSize(21).endsWith("… and 5 more");
  }

  @Test
  void pathsOfImagesAreRecognised() {
    assertThat(ImageFolder.holds(Path.of("a/b/c/d.JFIF"))).isTrue();
    assertThat(ImageFolder.holds(Path.of(".a/b.png"))).isFalse();
    assertThat(ImageFolder.holds(Path.of("../b.png"))).isFalse();
    assertThat(ImageFolder.holds(Path.of("b.gif"))).isFalse();
  }

  @Test
  void aFolderWithoutImagesIsAnError() {
    assertThatThrownBy(() -> ImageFolder.list(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("contains no image");
  }

  @Test
  void aMissingFolderIsAnError() {
    assertThatThrownBy(() -> ImageFolder.list(folder.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none is not a folder");
  }

  private void create(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.createFile(folder.resolve(name));
    }
  }

  private List<String> relative(List<Path> images) {
    return images.stream().map(path -> folder.relativize(path).toString()).toList();
  }
}
