// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.worker.command.CommandRun;
import io.pentimento.worker.command.TestImages;
import io.pentimento.worker.runtime.Signals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainCommandTest {
  private static final int SIZE = 32;
  private static final List<Object> SMALL_CODEFORMER =
      List.of("--multipliers", "1,1,1", "--width", 16, "--layers", 1, "--codes", 16);

  @TempDir Path folder;
  private Path images;

  @BeforeEach
  void drawImages() throws IOException {
    images = TestImages.noise(folder.resolve("images"), 3, SIZE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prior", "restorer", "perceptual", "codeformer"})
  void aTrainingWithLearningRateZeroReturnsItsInitialWeights(String network) throws IOException {
    Path first = folder.resolve("first.safetensors");
    Path second = folder.resolve("second.safetensors");

    CommandRun fresh = pretrain(network, first, "--seed", "1");
    CommandRun again =
        pretrain(network, second, "--seed", "2", "--init", first, "--learning-rate", "0");

    assertThat(fresh.code()).as(fresh.err()).isZero();
    assertThat(again.code()).as(again.err()).isZero();
    assertEqual(Safetensors.read(first), Safetensors.read(second));
  }

  @Test
  void codeFormerTrainsInThreeStagesAndResumesFromTheirCheckpoints() throws IOException {
    Path whole = folder.resolve("whole.safetensors");
    Path stopped = folder.resolve("stopped.safetensors");
    pretrain("codeformer", whole, "--steps", 10);

    CommandRun first = pretrain("codeformer", stopped, "--steps", 10);
    Files.delete(stopped);
    Path fusion = folder.resolve("stopped.safetensors.checkpoint").resolve("fusion");
    Files.delete(fusion.resolve("checkpoint.safetensors"));
    CommandRun again = pretrain("codeformer", stopped, "--steps", 10);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(again.code()).as(again.err()).isZero();
    assertEqual(Safetensors.read(whole), Safetensors.read(stopped));
    NetworkFile trained = NetworkFile.load(whole, JsonNodeFactory.instance.objectNode());
    assertThat(trained.architecture()).isEqualTo(Architecture.CODE_FORMER);
    assertThat(trained.hyperparameters().path("img_size").asInt()).isEqualTo(SIZE);
  }

  @Test
  @Timeout(120)
  void aTimeBudgetEndsTheTrainingAndWritesItsWeights() {
    Path out = folder.resolve("out.safetensors");

    CommandRun run = pretrain("prior", out, "--steps", 1_000_000_000, "--max-seconds", 1);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(out).exists();
    assertThat(checkpoint(out)).exists();
  }

  @Test
  void aTimeBudgetOfZeroIsRejected() {
    CommandRun run = pretrain("prior", folder.resolve("out.safetensors"), "--max-seconds", 0);

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("--max-seconds must be at least 1, not 0");
  }

  @Test
  @Timeout(120)
  void aSignalWritesACheckpointFromWhichTheTrainingResumes() throws Exception {
    Path whole = folder.resolve("whole.safetensors");
    Path stopped = folder.resolve("stopped.safetensors");
    pretrain("prior", whole, "--steps", 100);

    CompletableFuture<CommandRun> interrupted =
        CompletableFuture.supplyAsync(
            () -> pretrain("prior", stopped, "--steps", 100, "--checkpoint-interval", 2));
    while (!Files.exists(checkpoint(stopped)) && !interrupted.isDone()) {
      Thread.sleep(2);
    }
    assertThat(interrupted).isNotDone();
    Signals.raise("TERM");

    assertThat(interrupted.get().code()).isEqualTo(FailureClass.INTERRUPTED.exitCode());
    assertThat(stopped).doesNotExist();
    CommandRun again = pretrain("prior", stopped, "--steps", 100);
    assertThat(again.code()).as(again.err()).isZero();
    assertEqual(Safetensors.read(whole), Safetensors.read(stopped));
  }

  @Test
  void float16WeightsHaveHalfTheSizeAndGiveTheSameNetwork() throws IOException {
    Path single = folder.resolve("single.safetensors");
    Path half = folder.resolve("half.safetensors");
    pretrain("restorer", single);

    CommandRun run = pretrain("restorer", half, "--float16");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat((double) Files.size(half)).isLessThan(0.7 * Files.size(single));
    NetworkFile network = NetworkFile.load(half, JsonNodeFactory.instance.objectNode());
    assertThat(network.architecture()).isEqualTo(Architecture.SWIN_IR);
    StateDict exact = Safetensors.read(single);
    for (String name : exact.names()) {
      assertThat(network.weights().get(name).data())
          .as(name)
          .containsExactly(exact.get(name).data(), within(1e-3f));
    }
  }

  @Test
  void aRestorerTrainsWithADiscriminatorAndBothResume() throws IOException {
    Path whole = folder.resolve("whole.safetensors");
    Path stopped = folder.resolve("stopped.safetensors");
    Object[] gan = {"--gan", "--discriminator-channels", 8, "--gan-weight", 1};
    pretrain("restorer", folder.resolve("without.safetensors"), "--steps", 3);
    CommandRun run = pretrain("restorer", whole, with(gan, "--steps", 3));

    pretrain("restorer", stopped, with(gan, "--steps", 3, "--checkpoint-interval", 2));
    Files.move(
        checkpoint(stopped).resolveSibling("previous.safetensors"),
        checkpoint(stopped),
        StandardCopyOption.REPLACE_EXISTING);
    pretrain("restorer", stopped, with(gan, "--steps", 3));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Safetensors.read(checkpoint(whole)).names())
        .contains("discriminator.weights/conv1.weight_orig", "restorer.average/conv_last.weight");
    assertEqual(Safetensors.read(whole), Safetensors.read(stopped));
    assertThat(Safetensors.read(whole).get("conv_last.weight").data())
        .isNotEqualTo(
            Safetensors.read(folder.resolve("without.safetensors")).get("conv_last.weight").data());
  }

  private static Object[] with(Object[] words, Object... more) {
    return Stream.of(words, more).flatMap(Stream::of).toArray();
  }

  private static Path checkpoint(Path out) {
    return out.resolveSibling(out.getFileName() + ".checkpoint").resolve("checkpoint.safetensors");
  }

  @Test
  void aSizeThatTheLevelsDoNotDivideIsRejected() {
    CommandRun run = pretrain("codeformer", folder.resolve("out.safetensors"), "--size", 30);

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("--size must be a multiple of 4 ", "it is 30");
  }

  @Test
  void weightsOfAnotherWidthAreRejectedWithBothValues() {
    Path narrow = folder.resolve("narrow.safetensors");
    pretrain("prior", narrow);

    CommandRun wide =
        pretrain("prior", folder.resolve("wide.safetensors"), "--channels", "64", "--init", narrow);

    assertThat(wide.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(wide.err()).contains(narrow + ": ", "'model_channels'", "given as 64", "show 32");
  }

  @Test
  void weightsOfAnotherNetworkTypeAreRejected() {
    Path prior = folder.resolve("prior.safetensors");
    pretrain("prior", prior);

    CommandRun restorer =
        pretrain("restorer", folder.resolve("restorer.safetensors"), "--init", prior);

    assertThat(restorer.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(restorer.err()).contains(prior + ": the checkpoint is a GuidedDiffusionUNet");
  }

  @Test
  void aPerceptualNetworkWithOtherSlicesIsRejectedByTensor() {
    Path two = folder.resolve("two.safetensors");
    pretrain("perceptual", two);

    CommandRun three =
        pretrain(
            "perceptual", folder.resolve("3.safetensors"), "--widths", "16,16,16", "--init", two);

    assertThat(three.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(three.err())
        .contains(two + ": the checkpoint does not fit", "missing (features.10.weight");
  }

  @Test
  void featuresOfAMissingFileAreRejectedByName() {
    Path nowhere = folder.resolve("nowhere.pth");

    CommandRun run = CommandRun.of("features", nowhere, "--out", folder.resolve("f.onnx"));

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("WEIGHTS: file not found: " + nowhere);
  }

  @Test
  void theErrorNamesMissingInitialWeights() {
    Path nowhere = folder.resolve("nowhere.pth");

    CommandRun run = pretrain("prior", folder.resolve("out.safetensors"), "--init", nowhere);

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("--init: file not found: " + nowhere);
  }

  @Test
  void imagesTooSmallForTheRestorerAreRejectedWithTheMinimumSize() {
    Object[] words = {
      "pretrain",
      "restorer",
      "--images",
      images,
      "--size",
      16,
      "--steps",
      2,
      "--batch",
      1,
      "--width",
      12,
      "--out",
      folder.resolve("out.safetensors")
    };

    CommandRun run = CommandRun.of(words);

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("16 x 16 is too small", "give at least 17 x 17");
  }

  @Test
  void theLossesAreShownDuringTraining() throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
    try {
      pretrain("perceptual", folder.resolve("out.safetensors"), "--progress", "json");
    } finally {
      System.setErr(before);
    }

    String last = shown.toString(StandardCharsets.UTF_8).lines().reduce((a, b) -> b).orElseThrow();
    JsonNode line = new ObjectMapper().readTree(last);
    assertThat(line.path("done").asInt()).isEqualTo(2);
    assertThat(line.path("percentage").asInt()).isEqualTo(100);
    assertThat(line.path("losses").path("loss").asDouble()).isPositive();
  }

  private CommandRun pretrain(String network, Path out, Object... more) {
    List<Object> words = new ArrayList<>(List.of("pretrain", network));
    words.addAll(List.of("--images", images, "--batch", 1));
    given(words, List.of(more), "--size", SIZE);
    given(words, List.of(more), "--steps", 2);
    words.addAll(List.of("--out", out));
    words.addAll(
        switch (network) {
          case "prior" -> List.of("--multipliers", "1,1", "--attention", "16");
          case "restorer" -> List.of("--width", 12);
          case "codeformer" -> SMALL_CODEFORMER;
          default -> List.of("--widths", "16,16");
        });
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  /** Default value, unless the test sets the option. */
  private static void given(List<Object> words, List<Object> more, String option, int value) {
    if (!more.contains(option)) {
      words.addAll(List.of(option, value));
    }
  }

  private static void assertEqual(StateDict a, StateDict b) {
    assertThat(b.names()).containsExactlyInAnyOrderElementsOf(a.names());
    for (String name : a.names()) {
      assertThat(b.get(name).data()).as(name).containsExactly(a.get(name).data(), within(1e-6f));
    }
  }
}
