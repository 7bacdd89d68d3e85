// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pentimento.core.tensor.Tensor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats and extensions in file names. */
class ImageNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"a.png", "a.PNG", "a.jpg", "a.Jpeg", "a.jpe", "a.jfif", "a.b.png", "d/e.png"})
  void imagesHaveOneOfTheKnownExtensions(String name) {
    assertThat(ImageFolder.isImage(Path.of(name))).isTrue();
  }

  /** Without a dot there is no extension, even if the name is that of a format. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "a.txt", "a.png.txt", "a", "a.", "d.png/e", "a.webp"})
  void otherFilesAreNotImages(String name) {
    assertThat(ImageFolder.isImage(Path.of(name))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"a.PNG, png", "a.tar.gz, gz", "png, ''", "a., ''", ".png, png"})
  void theExtensionFollowsTheLastDot(String name, String extension) {
    assertThat(ImageFolder.extension(Path.of(name))).isEqualTo(extension);
  }

  @ParameterizedTest
  @CsvSource({
    "a.png, true",
    "d/a.png, true",
    ".a.png, false",
    ".d/a.png, false",
    "d/.e/a.png, false",
    "/d/a.png, false",
    "d/a.txt, false"
  })
  void aPathIsOneOfTheImagesOfAFolderUnlessAPartIsHidden(String path, boolean image) {
    assertThat(ImageFolder.holds(Path.of(path))).isEqualTo(image);
  }

  @Test
  void nestedFoldersAreReadDownToTheLimit() {
    assertThat(ImageFolder.holds(Path.of("d/".repeat(31) + "a.png"))).isTrue();
    assertThat(ImageFolder.holds(Path.of("d/".repeat(32) + "a.png"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"a, PNG", "a.png, PNG", "a.JPG, JPEG", "a.jpeg, JPEG", "a.jpe, JPEG", "a.jfif, JPEG"})
  void theExtensionSelectsTheFormatOfAnOutput(String name, ImageFormat format) {
    assertThat(ImageFormat.of(Path.of(name))).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.webp", "a.txt", "a."})
  void otherFormatsAreNotWritten(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageFormat.of(Path.of(name)))
        .withMessage(
            "%s: images are written as .png or .jpg; choose one of these extensions", name);
  }

  @Test
  void everyFormatIsReadBack() {
    Tensor grey = Tensor.zeros(1, 3, 8, 8);
    for (ImageFormat format : ImageFormat.values()) {
      assertThat(ImageFiles.decode(format.encode(grey), "grey").data()).containsOnly(0f);
    }
  }

  @Test
  void theDigestDependsOnShapeAndValues() {
    byte[] digest = ImageDigest.of(Tensor.zeros(1, 3, 2, 4));

    assertThat(digest).hasSize(32).isEqualTo(ImageDigest.of(Tensor.zeros(1, 3, 2, 4)));
    assertThat(digest).isNotEqualTo(ImageDigest.of(Tensor.zeros(1, 3, 4, 2)));
    Tensor changed = Tensor.zeros(1, 3, 2, 4);
    changed.data()[23] = Float.MIN_VALUE;
    assertThat(digest).isNotEqualTo(ImageDigest.of(changed));
  }
}
