// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.face.detect.GeneratedDetector;
import io.pentimento.core.face.paste.GeneratedParser;
import io.pentimento.core.image.codec.ImageHeader;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole photographs on the command line; the generated detector sees a face in the middle. */
@Timeout(120)
class PhotoCommandsTest {
  private static final int WIDTH = 240;
  private static final int HEIGHT = 200;

  @TempDir Path folder;
  private Path photographs;
  private Path out;
  private Path detector;

  @BeforeEach
  void drawPhotographs() throws IOException {
    photographs = Files.createDirectories(folder.resolve("photographs"));
    Files.createDirectories(photographs.resolve("trip"));
    ImageFiles.writeJpeg(photographs.resolve("trip/a.jpg"), grey(0.5f), 95);
    ImageFiles.writePng(photographs.resolve("dark.png"), grey(0));
    out = folder.resolve("out");
    detector = GeneratedDetector.write(folder.resolve("detector.onnx"), 128);
  }

  private static Tensor grey(float value) {
    Tensor image = Tensor.zeros(1, 3, HEIGHT, WIDTH);
    Arrays.fill(image.data(), value);
    return image;
  }

  private CommandRun restore(Path in, Path to, Path with) {
    Path model = ReferenceDirectory.packaged().file("swinir_dtbfr.pth");
    return CommandRun.of(
        "restore", "--model", model, "--detector", with, "--face-size", 64, in, to);
  }

  @Test
  void photographsKeepTheirNamesAndFormats() throws IOException {
    CommandRun run = restore(photographs, out, detector);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("a.jpg: 1 face was restored.")
        .contains("dark.png: No face was found; the photograph is unchanged.");
    byte[] jpeg = Files.readAllBytes(out.resolve("trip/a.jpg"));
    assertThat(ImageHeader.parse(jpeg, "a.jpg").format()).isEqualTo(ImageHeader.Format.JPEG);
    assertThat(ImageFiles.read(out.resolve("trip/a.jpg")).shape())
        .containsExactly(1, 3, HEIGHT, WIDTH);
    assertThat(out.resolve("dark.png"))
        .hasBinaryContent(Files.readAllBytes(photographs.resolve("dark.png")));
  }

  @Test
  void aMissingDetectorIsAUserErrorAndNothingIsWritten() {
    CommandRun run = restore(photographs, out, folder.resolve("none.onnx"));

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("Face detector file not found").contains("none.onnx");
    assertThat(out).doesNotExist();
  }

  @Test
  void aDamagedDetectorIsADataErrorAndNothingIsWritten() throws IOException {
    Path damaged = folder.resolve("damaged.onnx");
    byte[] bytes = Files.readAllBytes(detector);
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 2));

    CommandRun run = restore(photographs, out, damaged);

    assertThat(run.code()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(run.err()).contains("damaged.onnx is not a readable ONNX file");
    assertThat(out).doesNotExist();
  }

  @Test
  void onlyTheMaskOfAParsingNetworkIsPasted() throws IOException {
    Path model = ReferenceDirectory.packaged().file("swinir_dtbfr.pth");
    Path nothing = GeneratedParser.brightness(folder.resolve("nothing.onnx"), 0);
    ImageFiles.writePng(photographs.resolve("grey.png"), grey(0.5f));

    CommandRun run =
        CommandRun.of(
            "restore",
            "--model",
            model,
            "--detector",
            detector,
            "--face-size",
            64,
            "--face-mask",
            nothing,
            photographs,
            out);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("grey.png: 1 face was restored.");
    assertThat(ImageFiles.read(out.resolve("grey.png")).data())
        .containsExactly(ImageFiles.read(photographs.resolve("grey.png")).data());
  }

  @Test
  void photographsWithoutADetectorAreRejected() {
    Path model = ReferenceDirectory.packaged().file("swinir_dtbfr.pth");
    CommandRun run = CommandRun.of("restore", "--model", model, "--faces", "all", photographs, out);

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("--detector");
  }

  @Test
  void aHostilePictureLeavesNoOutputAndDoesNotStopTheOthers() throws IOException {
    byte[] whole = Files.readAllBytes(photographs.resolve("trip/a.jpg"));
    Files.write(photographs.resolve("half.jpg"), Arrays.copyOf(whole, whole.length / 2));

    CommandRun run = restore(photographs, out, detector);

    assertThat(run.code()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(run.err()).contains("half.jpg is truncated");
    assertThat(out.resolve("half.jpg")).doesNotExist();
    assertThat(out.resolve("trip/a.jpg")).exists();
  }

  @Test
  void alignedFacesHaveTheirOrigin() throws IOException {
    CommandRun run = CommandRun.of("align", "--detector", detector, "--size", 96, photographs, out);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("1 faces were written, 0 faces were left out, 1 photographs");
    assertThat(ImageFiles.read(out.resolve("trip/a.jpg/1.png")).shape())
        .containsExactly(1, 3, 96, 96);
    JsonNode index = new ObjectMapper().readTree(out.resolve("faces.json").toFile());
    JsonNode origin = index.path("faces").path("trip/a.jpg/1.png");
    assertThat(origin.path("photograph").asText()).isEqualTo("trip/a.jpg");
    assertThat(origin.path("landmarks")).hasSize(3);
    assertThat(origin.path("box")).hasSize(4);
    assertThat(index.path("withoutFaces")).hasSize(1);
  }

  @Test
  void facesThatAreTooSmallAreListedWithTheReason() throws IOException {
    CommandRun run =
        CommandRun.of("align", "--detector", detector, "--min-face", 500, photographs, out);

    assertThat(run.code()).as(run.err()).isZero();
    JsonNode index = new ObjectMapper().readTree(out.resolve("faces.json").toFile());
    assertThat(index.path("leftOut").get(0).path("reason").asText()).isEqualTo("TooSmall");
    assertThat(index.path("faces")).isEmpty();
  }

  @Test
  void cropsAreNotWrittenAmongThePhotographs() {
    CommandRun run =
        CommandRun.of("align", "--detector", detector, photographs, photographs.resolve("crops"));

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("is inside the input folder");
  }
}
