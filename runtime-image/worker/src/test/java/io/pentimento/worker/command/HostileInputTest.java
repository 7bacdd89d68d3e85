// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.face.detect.GeneratedDetector;
import io.pentimento.core.reference.ReferenceDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Missing, wrong and damaged files of the image commands: the message names the option or the file,
 * the exit code is that of the failure class, and nothing is written.
 */
@Timeout(120)
class HostileInputTest {
  private static final Path MODEL = ReferenceDirectory.packaged().file("swinir_dtbfr.pth");

  @TempDir Path folder;
  private Path in;
  private Path out;

  @BeforeEach
  void createFiles() throws IOException {
    in = TestImages.noise(folder.resolve("in"), 1, 64);
    out = folder.resolve("out");
    GeneratedDetector.write(folder.resolve("detector.onnx"), 128);
    Files.createDirectory(folder.resolve("folder"));
    Files.createFile(folder.resolve("empty"));
    Files.writeString(folder.resolve("text"), "not a model");
    byte[] detector = Files.readAllBytes(folder.resolve("detector.onnx"));
    Files.write(folder.resolve("half"), Arrays.copyOf(detector, detector.length / 2));
    byte[] model = Files.readAllBytes(MODEL);
    Files.write(folder.resolve("half.pth"), Arrays.copyOf(model, model.length / 2));
    Files.copy(in.resolve("0.png"), folder.resolve("picture"));
  }

  /** Words with {@code @} are paths in the temporary folder. */
  private CommandRun run(String command, Object... more) {
    List<Object> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      words.add(word.startsWith("@") ? folder.resolve(word.substring(1)) : word);
    }
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  private void assertRefused(CommandRun run, FailureClass failure, String... sentence) {
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ", "Exception:");
    assertThat(run.code()).as(run.err()).isEqualTo(failure.exitCode());
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere,  USER_ERROR, --model: file not found:",
    "folder,   USER_ERROR, contains none of [adapted.safetensors",
    "empty,    DATA,       it is an empty file",
    "half.pth, DATA,       half.pth: not a readable zip archive",
    "picture,  DATA,       it is a PNG image",
  })
  void aModelThatIsNoneIsRejected(String file, FailureClass failure, String sentence) {
    CommandRun run = run("restore --model @" + file, in, out);

    assertRefused(run, failure, sentence, file);
  }

  @Test
  void aPriorIsNotARestorer() {
    CommandRun run =
        run(
            "restore",
            "--model",
            ReferenceDirectory.packaged().file("unet_a.pth"),
            "--hyperparameters",
            ReferenceDirectory.packaged().file("unet_a.json"),
            in,
            out);

    assertRefused(run, FailureClass.USER_ERROR, "the model is a GuidedDiffusionUNet");
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere, --hyperparameters: file not found:",
    "folder,  is a folder; name a file",
    "empty,   is not a JSON object of hyperparameters",
    "text,    is not valid JSON",
    "picture, it is not a text file in UTF-8",
  })
  void hyperparametersMustBeAJsonObject(String file, String sentence) {
    CommandRun run = run("restore --hyperparameters @" + file, "--model", MODEL, in, out);

    assertRefused(run, FailureClass.USER_ERROR, sentence, file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"restore", "align"})
  void aMissingDetectorIsAUserError(String command) {
    assertDetector(command, "nowhere", FailureClass.USER_ERROR, "Face detector file not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"restore", "align"})
  void aFolderIsNotADetector(String command) {
    assertDetector(command, "folder", FailureClass.USER_ERROR, "Face detector file not found");
  }

  @ParameterizedTest
  @CsvSource({"restore, empty", "restore, text", "restore, half", "align, empty", "align, half"})
  void aDamagedDetectorIsADataError(String command, String file) {
    assertDetector(command, file, FailureClass.DATA, "is not a readable ONNX file");
  }

  private void assertDetector(String command, String file, FailureClass failure, String sentence) {
    CommandRun run =
        command.equals("align")
            ? run("align --detector @" + file, in, out)
            : run("restore --detector @" + file, "--model", MODEL, in, out);

    assertRefused(run, failure, sentence, file);
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere,       USER_ERROR, Face parsing network not found",
    "folder,        USER_ERROR, Face parsing network not found",
    "text,          DATA,       is not a readable ONNX file",
    "detector.onnx, USER_ERROR, is not a face parsing network",
  })
  void aWrongParsingNetworkIsRejected(String file, FailureClass failure, String sentence) {
    CommandRun run =
        run("restore --detector @detector.onnx --face-mask @" + file, "--model", MODEL, in, out);

    assertRefused(run, failure, sentence, file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--upscale 2", "--face-size 64", "--face-mask @detector.onnx"})
  void optionsForPhotographsAreRejectedForAlignedCrops(String option) {
    assertRefused(
        run("restore " + option, "--model", MODEL, in, out),
        FailureClass.USER_ERROR,
        "--upscale, --face-size and --face-mask apply to photographs; add --detector");
  }

  @ParameterizedTest
  @CsvSource({
    "restore, IN: no such file or folder:",
    "degrade, IN: no such file or folder:",
    "align,   PHOTOS: folder not found:",
  })
  void aMissingInputIsNamed(String command, String sentence) {
    assertRefused(
        onImages(command, folder.resolve("nowhere"), out),
        FailureClass.USER_ERROR,
        sentence,
        "nowhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"restore", "degrade", "align"})
  void aFolderWithoutImagesIsNamed(String command) throws IOException {
    Files.writeString(folder.resolve("folder/notes.txt"), "a note");

    assertRefused(
        onImages(command, folder.resolve("folder"), out),
        FailureClass.USER_ERROR,
        "folder contains no image; add .png",
        "skipped notes.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"restore", "degrade", "align"})
  void nothingIsWrittenBelowAFile(String command) {
    assertRefused(
        onImages(command, in, folder.resolve("empty/out")),
        FailureClass.USER_ERROR,
        "OUT: ",
        "cannot be written, because",
        "empty is a file");
    assertThat(folder.resolve("empty")).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"restore", "degrade", "align"})
  void anInputThatIsReachedThroughALinkIsNotOverwritten(String command) throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), in);
    byte[] original = Files.readAllBytes(in.resolve("0.png"));

    CommandRun run = onImages(command, in, link);

    assertThat(run.code()).as(run.err()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("choose another OUT");
    assertThat(in.resolve("0.png")).hasBinaryContent(original);
    assertThat(in.toFile().list()).containsExactly("0.png");
  }

  @Test
  void cropsAreNotWrittenAmongThePhotographsThroughALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), in);

    assertRefused(
        onImages("align", in, link.resolve("crops")),
        FailureClass.USER_ERROR,
        "is inside the input folder");
    assertThat(in.resolve("crops")).doesNotExist();
  }

  @Test
  void resultsBelowTheInputAreNotProcessedAgainThroughALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), in);
    assertThat(onImages("degrade", in, link.resolve("made")).code()).isZero();

    CommandRun again = onImages("degrade", in, link.resolve("made"));

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(in.resolve("made/made")).doesNotExist();
  }

  /** Two photographs whose names differ only in their extension keep both results. */
  @Test
  void photographsOfOneStemKeepTheirNames() throws IOException {
    Files.copy(in.resolve("0.png"), in.resolve("0.jpeg.png"));

    CommandRun run =
        run("restore --detector @detector.onnx --face-size 64", "--model", MODEL, in, out);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(out.toFile().list()).containsExactlyInAnyOrder("0.png", "0.jpeg.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"restore", "degrade", "photographs", "align"})
  void anEmptyPictureIsReportedByNameAndLeavesNoOutput(String command) throws IOException {
    assertHostile(command, new byte[0], "hostile.png is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"restore", "degrade", "photographs", "align"})
  void aTruncatedPictureIsReportedByNameAndLeavesNoOutput(String command) throws IOException {
    byte[] whole = Files.readAllBytes(in.resolve("0.png"));

    assertHostile(command, Arrays.copyOf(whole, whole.length / 2), "hostile.png");
  }

  /** A header of 60000 × 60000 pixels in a file of some hundred bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"restore", "degrade", "photographs", "align"})
  void aPictureThatClaimsToBeHugeIsRejectedBeforeItIsDecoded(String command) throws IOException {
    byte[] huge = Files.readAllBytes(in.resolve("0.png"));
    for (int i : new int[] {16, 20}) {
      huge[i] = 0;
      huge[i + 1] = 0;
      huge[i + 2] = (byte) 0xea;
      huge[i + 3] = 0x60;
    }
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(huge, 12, 17);
    java.nio.ByteBuffer.wrap(huge).putInt(29, (int) crc.getValue());

    assertHostile(command, huge, "hostile.png", "60000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"restore", "degrade", "photographs", "align"})
  void aPageOfHtmlInPlaceOfAPictureIsNamedAsSuch(String command) throws IOException {
    assertHostile(command, "<html>Sign in".getBytes("UTF-8"), "hostile.png", "an HTML page");
  }

  private void assertHostile(String command, byte[] content, String... sentence)
      throws IOException {
    Files.write(in.resolve("hostile.png"), content);

    CommandRun run = onImages(command, in, out);

    assertThat(run.code()).as(run.err()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(out.resolve("hostile.png")).doesNotExist();
    assertThat(out.resolve(command.equals("align") ? "faces.json" : "0.png")).exists();
  }

  private CommandRun onImages(String command, Path from, Path to) {
    return switch (command) {
      case "restore" -> run("restore", "--model", MODEL, from, to);
      case "photographs" ->
          run("restore --detector @detector.onnx --face-size 64", "--model", MODEL, from, to);
      case "align" -> run("align --detector @detector.onnx --size 32", from, to);
      default -> run("degrade --preset gfpgan", from, to);
    };
  }
}
