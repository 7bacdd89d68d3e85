// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.image.codec.ImageHeader;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photographs that keep their format, and the report of those that failed. */
class PhotoFileTest {
  @TempDir Path folder;
  private Path jpeg;
  private Path png;

  @BeforeEach
  void draw() throws IOException {
    jpeg = folder.resolve("a.jpg");
    png = folder.resolve("a.png");
    ImageFiles.writeJpeg(jpeg, grey(0.5f), 90);
    ImageFiles.writePng(png, grey(0.5f));
  }

  private static Tensor grey(float value) {
    Tensor image = Tensor.zeros(1, 3, 6, 8);
    Arrays.fill(image.data(), value);
    return image;
  }

  private static ImageHeader.Format format(byte[] file) {
    return ImageHeader.parse(file, "a").format();
  }

  @Test
  void anUnchangedPictureIsTheSameFile() throws IOException {
    assertThat(PhotoFile.read(jpeg).unchanged(folder.resolve("b.jpeg")))
        .isEqualTo(Files.readAllBytes(jpeg));
    assertThat(PhotoFile.read(png).unchanged(folder.resolve("b.png")))
        .isEqualTo(Files.readAllBytes(png));
  }

  @Test
  void theExtensionOfTheOutputSelectsTheFormat() {
    PhotoFile photo = PhotoFile.read(jpeg);

    assertThat(format(photo.unchanged(folder.resolve("b.png")))).isEqualTo(ImageHeader.Format.PNG);
    assertThat(format(photo.encode(grey(1), folder.resolve("b.png"))))
        .isEqualTo(ImageHeader.Format.PNG);
    assertThat(format(photo.encode(grey(1), folder.resolve("b.jpg"))))
        .isEqualTo(ImageHeader.Format.JPEG);
  }

  @Test
  void aChangedPictureHasTheNewPixels() {
    byte[] changed = PhotoFile.read(png).encode(grey(1), folder.resolve("b.png"));

    assertThat(ImageFiles.decode(changed, "b.png").data()).containsOnly(1f);
  }

  @Test
  void aMissingPhotographIsNamedWithTheReason() {
    Path missing = folder.resolve("none.jpg");

    assertThatThrownBy(() -> PhotoFile.read(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("%s cannot be read: no such file or folder", missing);
  }

  @Test
  void aDamagedPhotographIsNamed() throws IOException {
    Files.write(jpeg, new byte[] {1, 2, 3});

    assertThatThrownBy(() -> PhotoFile.read(jpeg))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(jpeg.toString());
  }

  @Test
  void failuresAreListedByFileAndTheFirstGivesTheExitCode() {
    StringWriter err = new StringWriter();
    Failures failures = new Failures(new PrintWriter(err, true));
    assertThat(failures.exitCode()).isZero();

    failures.add(png, new StageFailure(FailureClass.DATA, null, "the model returned NaN"));
    failures.add(jpeg, new OutOfMemoryError("Java heap space"));

    assertThat(err.toString().lines())
        .containsExactly(png + ": the model returned NaN", jpeg + ": Java heap space");
    assertThat(failures.exitCode()).isEqualTo(FailureClass.DATA.exitCode());
  }

  @Test
  void aMessageThatNamesTheFileIsNotPrefixed() {
    StringWriter err = new StringWriter();

    new Failures(new PrintWriter(err, true))
        .add(png, new UncheckedIOException("a.png cannot be read", new NoSuchFileException("a")));

    assertThat(err.toString().strip()).isEqualTo("a.png cannot be read");
  }
}
