// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CommandsTest {
  private static final int SIZE = 64;
  private static final String HEADS = file("codeformer.json").toString();

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static List<ReferenceCase> restorers() throws IOException {
    return ReferenceDirectory.configured().cases(ReferenceKind.SWINIR).stream()
        .filter(c -> c.checkpoint().isPresent())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("restorers")
  void aRecordedRestorerIsVerifiedOnOnnxRuntime(ReferenceCase reference) {
    assertThat(verify(reference.name(), "onnx")).as(out + "" + err).isZero();
    assertThat(out.toString()).contains("c0_y: maximum absolute difference", "equal");
  }

  @Test
  void imagesLogitsAndCodesOfCodeFormerAreVerifiedOnBothBackends() {
    for (String backend : List.of("onnx", "djl")) {
      // For some arrays, the original differs between float32 and float64 by more than 1e-4 of the
      // deviation.
      assertThat(verify("codeformer", backend, "--tolerance", "1e-3")).as(out + "" + err).isZero();
    }
    assertThat(out.toString())
        .contains(
            "out_w05_adain1: maximum absolute difference",
            "out_w1_adain1_stride3: maximum",
            "logits: maximum",
            "top_idx: maximum absolute difference 0.00, allowed 0.00: equal")
        .doesNotContain("adain0");
  }

  @Test
  void exceedingTheToleranceIsADataError() {
    assertThat(verify("swinir_classical_x4", "onnx", "--tolerance", "1e-30"))
        .isEqualTo(FailureClass.DATA.exitCode());
    assertThat(out.toString()).contains("DIFFERENT");
  }

  @Test
  void inspectNamesTheNetworkAndItsHyperparameters() {
    int code = run("inspect", file("swinir_dtbfr.pth").toString());

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains(
            "network: SwinIR",
            "\"unshuffle_scale\":8",
            "loads: yes",
            "more (use --all to list them)");
  }

  @Test
  void codeFormerIsInspectedAndRestoresAnySizeWithTheGivenWeight() throws IOException {
    assertThat(run("inspect", file("codeformer.pth").toString(), "--hyperparameters", HEADS))
        .as(out + "" + err)
        .isZero();
    assertThat(out.toString())
        .contains("network: CodeFormer", "\"latent_size\":16", "\"n_head\":4", "loads: yes");

    Path image = folder.resolve("image.png");
    ImageFiles.writePng(image, Tensor.zeros(1, 3, SIZE, SIZE + 8));
    for (String w : List.of("0", "1")) {
      assertThat(run(restore("codeformer.pth", w, image))).as(err.toString()).isZero();
    }
    Tensor unfaithful = ImageFiles.read(folder.resolve("w0.png"));
    assertThat(unfaithful.shape()).containsExactly(1, 3, SIZE, SIZE + 8);
    assertThat(ImageFiles.read(folder.resolve("w1.png")).data()).isNotEqualTo(unfaithful.data());
  }

  @Test
  void aWeightOutOfRangeOrForAnotherNetworkIsRejected() throws IOException {
    Path image = folder.resolve("image.png");
    ImageFiles.writePng(image, Tensor.zeros(1, 3, SIZE, SIZE));

    assertThat(run(restore("codeformer.pth", "1.5", image)))
        .isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(err.toString()).contains("--w must be from 0 to 1, not 1.5");
    run("restore", "--w", "0.5", "--model", "" + file("swinir_dtbfr.pth"), "" + image, "x.png");
    assertThat(err.toString()).contains("--w requires a CodeFormer; the model is a SwinIR");
  }

  private String[] restore(String model, String w, Path image) {
    return new String[] {
      "restore",
      "--model",
      file(model).toString(),
      "--hyperparameters",
      HEADS,
      "--w",
      w,
      image.toString(),
      folder.resolve("w" + w + ".png").toString()
    };
  }

  @Test
  void theErrorNamesAMissingFile() {
    assertThat(run("inspect", "nowhere.pth")).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(err.toString()).contains("file not found: nowhere.pth");
  }

  @Test
  void aFolderIsDegradedWithARecordThenRestoredUnderTheSameNames() throws IOException {
    Path clean = Files.createDirectory(folder.resolve("clean"));
    ImageFiles.writePng(clean.resolve("a.png"), Tensor.zeros(1, 3, SIZE, SIZE));
    Path degraded = folder.resolve("degraded");
    Path again = folder.resolve("again");
    Path restored = folder.resolve("restored");

    for (Path to : List.of(degraded, again)) {
      assertThat(
              run("degrade", "--preset", "camera-severe", "--seed", "7", clean.toString(), "" + to))
          .isZero();
    }
    assertThat(
            run(
                "restore",
                "--model",
                file("swinir_dtbfr.pth").toString(),
                degraded.toString(),
                restored.toString()))
        .as(err.toString())
        .isZero();

    assertThat(degraded.resolve("a.png")).hasSameBinaryContentAs(again.resolve("a.png"));
    assertThat(degraded.resolve("degradation.json")).content().contains("\"seed\" : 7");
    assertThat(ImageFiles.read(restored.resolve("a.png")).shape())
        .containsExactly(1, 3, SIZE, SIZE);
  }

  @Test
  void verifyReportsTheDifferenceBetweenFloat16AndFloat32() {
    assertThat(verify("swinir_classical_x4", "onnx_float16")).as(out + "" + err).isZero();

    assertThat(out.toString())
        .contains("float16 differs from float32 by at most", "of the output's standard deviation")
        .doesNotContain("at most 0,", "codes");
  }

  @Test
  void verifyReportsTheNumberOfCodesThatFloat16Changes() {
    assertThat(verify("codeformer", "onnx_float16")).as(out + "" + err).isZero();

    assertThat(out.toString()).containsPattern("standard deviation; different codes: \\d+ of 16");
  }

  @Test
  void float16IsComparedOnTheUsersImages() throws IOException {
    Files.createDirectory(folder.resolve("own"));
    for (String name : List.of("a.png", "b.png")) {
      ImageFiles.writePng(folder.resolve("own").resolve(name), Tensor.zeros(1, 3, SIZE, SIZE));
    }

    for (String model : List.of("swinir_dtbfr", "codeformer")) {
      assertThat(verifyImages(model, "onnx_float16")).as(out + "" + err).isZero();
    }

    assertThat(out.toString())
        .containsPattern("a.png: float16 differs from float32 by at most [^ ]+ of 255 levels")
        .containsPattern("b.png: .* on average; different codes: \\d+ of 16");
  }

  @Test
  void networksWithoutFloat16ComparisonAreRejected() throws IOException {
    assertThat(verifyImages("swinir_dtbfr", "onnx")).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(err.toString()).contains("requires --backend onnx_float16");

    ImageFiles.writePng(folder.resolve("own"), Tensor.zeros(1, 3, SIZE, SIZE));
    assertThat(verifyImages("unet_a", "onnx_float16"))
        .isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(err.toString()).contains("--images requires a restorer");
  }

  private int verifyImages(String name, String backend) {
    return run(
        "verify",
        "--network",
        name.split("_", 2)[0],
        "--checkpoint",
        file(name + ".pth").toString(),
        "--hyperparameters",
        file(name + ".json").toString(),
        "--images",
        folder.resolve("own").toString(),
        "--backend",
        backend);
  }

  private int verify(String name, String backend, String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "verify",
                "--network",
                name.split("_", 2)[0],
                "--checkpoint",
                file(name + ".pth").toString(),
                "--hyperparameters",
                file(name + ".json").toString(),
                "--arrays",
                file(name + ".npz").toString(),
                "--backend",
                backend));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  private static Path file(String name) {
    return ReferenceDirectory.packaged().file(name);
  }
}
