// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.image.codec.ImageHeader;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that image commands read and write, and errors for invalid ones. */
class ImageCommandsTest {
  private static final int SIZE = 64;

  @TempDir Path folder;
  private Path in;
  private Path out;

  @BeforeEach
  void drawImages() throws IOException {
    in = TestImages.noise(folder.resolve("in"), 2, SIZE);
    out = folder.resolve("out");
  }

  @Test
  void aFailedFileIsListedAndTheOthersAreProcessed() throws IOException {
    byte[] half = ImageFiles.encodeJpeg(Tensor.zeros(1, 3, SIZE, SIZE), 80);
    Files.write(in.resolve("00.jpg"), java.util.Arrays.copyOf(half, half.length / 2));
    Files.writeString(in.resolve("1a.png"), "<html>not found");
    Files.writeString(in.resolve("notes.txt"), "a note");

    for (CommandRun run : new CommandRun[] {restore(in, out), degrade(in, out)}) {
      assertThat(run.code()).isEqualTo(FailureClass.DATA.exitCode());
      assertThat(run.err())
          .contains(
              "skipped notes.txt: not a PNG or JPEG file",
              "00.jpg is truncated",
              "1a.png is neither a PNG nor a JPEG file: it is an HTML page",
              "2 of 4 images failed")
          .doesNotContain("\tat ");
      assertThat(names(out)).contains("0.png", "1.png").doesNotContain("00.png", "1a.png");
      assertThat(ImageFiles.read(out.resolve("1.png")).shape()).containsExactly(1, 3, SIZE, SIZE);
    }
  }

  @Test
  void imagesThatDifferInTheirExtensionGiveTwoResults() throws IOException {
    ImageFiles.writeJpeg(in.resolve("0.jpg"), Tensor.zeros(1, 3, SIZE, SIZE), 90);
    ImageFiles.writeJpeg(in.resolve("2.jpg"), Tensor.zeros(1, 3, SIZE, SIZE), 90);
    ImageFiles.writeJpeg(in.resolve("2.jpeg"), Tensor.zeros(1, 3, SIZE, SIZE), 90);

    CommandRun run = restore(in, out);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(names(out)).containsExactly("0.jpg.png", "0.png", "1.png", "2.jpg.png", "2.png");
  }

  @Test
  void resultsWithTheSameNameAreRejectedBeforeWriting() throws IOException {
    ImageFiles.writeJpeg(in.resolve("0.jpg"), Tensor.zeros(1, 3, SIZE, SIZE), 90);
    Files.copy(in.resolve("0.png"), in.resolve("0.jpg.png"));

    CommandRun run = restore(in, out);

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("two results would be written to", "0.jpg.png");
    assertThat(out).doesNotExist();
  }

  @Test
  void originalsAreNotReplaced() throws IOException {
    byte[] original = Files.readAllBytes(in.resolve("0.png"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), in);
    Path file = in.resolve("0.png");

    for (CommandRun run :
        new CommandRun[] {
          restore(in, in),
          degrade(in, in),
          restore(in, link),
          restore(file, file),
          restore(file, in)
        }) {
      assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
      assertThat(run.err()).contains("the result would replace the input", "choose another OUT");
    }
    assertThat(file).hasBinaryContent(original);
  }

  @Test
  void resultsBelowTheInputFolderAreNotRestoredAgain() throws IOException {
    Path below = in.resolve("restored");
    assertThat(restore(in, below).code()).isZero();

    CommandRun again = restore(in, below);

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("skipped the images of " + below);
    assertThat(names(below)).containsExactly("0.png", "1.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "a.jpeg", "a.JPG", "a.jfif", "a.jpe"})
  void theExtensionSelectsTheFormat(String name) throws IOException {
    CommandRun run = restore(in.resolve("0.png"), folder.resolve(name));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(ImageHeader.parse(Files.readAllBytes(folder.resolve(name)), name).format())
        .isEqualTo(ImageHeader.Format.JPEG);
  }

  @Test
  void otherExtensionsAreRejected() {
    CommandRun run = restore(in.resolve("0.png"), folder.resolve("a.webp"));

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("a.webp: images are written as .png or .jpg");
  }

  @Test
  void anOutputLinkIsKept() throws IOException {
    Path file = Files.createFile(folder.resolve("real.png"));
    Path link = Files.createSymbolicLink(folder.resolve("link.png"), file);

    CommandRun run = restore(in.resolve("0.png"), link);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(ImageFiles.read(file).shape()).containsExactly(1, 3, SIZE, SIZE);
  }

  private CommandRun restore(Path from, Path to) {
    Path model = ReferenceDirectory.packaged().file("swinir_dtbfr.pth");
    return CommandRun.of("restore", "--model", model, from, to);
  }

  private CommandRun degrade(Path from, Path to) {
    return CommandRun.of("degrade", "--preset", "gfpgan", from, to);
  }

  private static String[] names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toArray(String[]::new);
    }
  }
}
