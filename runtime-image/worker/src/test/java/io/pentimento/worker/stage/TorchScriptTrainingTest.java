// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageProgress;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.PixelValueRange;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.script.ScriptModule;
import io.pentimento.training.script.ScriptedRestorer;
import io.pentimento.training.script.TinyScripts;
import io.pentimento.training.script.TorchScriptEngine;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.dataset.PseudoTargetCache;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.StageArtifacts;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.stage.train.TrainStage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fine-tuning of a TorchScript module by the losses on images: L1, LPIPS and a discriminator. */
class TorchScriptTrainingTest {
  private static final String ALL = "losses: {l1: 1.0, lpips: 0.5, gan: 0.1}";

  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void writeJob() throws IOException {
    TinyScripts.writeDeep(folder.resolve("restorer.pt"));
    writePerceptual(List.of(4, 8));
    job =
        TinyJob.in(folder)
            .withModule()
            .with("ZeroToOne", "MinusOneToOne")
            .with("emaDecay: 0.9", ALL + "\n    perceptualNetwork: {uri: perceptual.safetensors}");
  }

  private void writePerceptual(List<Integer> widths) throws IOException {
    Safetensors.write(
        folder.resolve("perceptual.safetensors"), TinyModels.perceptual(widths), Map.of());
  }

  @Test
  void aModuleTrainsWithAllLossesAndResumesAfterAnInterruption() throws IOException {
    assertLearnsAndGoesOn(12);
  }

  /** With the published widths of both learned losses, at 64 pixels. */
  @Test
  @Tag("slow")
  void aModuleTrainsWithLossesOfThePublishedSizes() throws IOException {
    TinyModels.prior(64).write(folder.resolve("prior.safetensors"));
    writePerceptual(List.of(64, 128, 256, 512, 512));
    job =
        job.with("channels: 16", "channels: 64")
            .with("iterations: 12", "iterations: 60")
            .with("checkpointInterval: 3", "checkpointInterval: 20");

    assertLearnsAndGoesOn(60);
  }

  private void assertLearnsAndGoesOn(int steps) throws IOException {
    job.after(StageName.PREPARE, StageName.GENERATE);
    List<Map<String, Double>> losses = train(job, () -> false);

    assertThat(losses).hasSize(steps).allSatisfy(TorchScriptTrainingTest::assertSane);
    assertAllHasChangedButTheStatistics(adapted(job));
    assertRestores(adapted(job));
    assertThat(distanceToTargets(adapted(job)))
        .as("restored images are closer to the pseudo targets")
        .isLessThan(distanceToTargets(folder.resolve("restorer.pt")));
    assertGoesOn(losses, steps / 2 + 1);
    assertThat(job.run(StageName.EVALUATE))
        .extracting(ran -> ran.answer().digests().get(TerminationMessage.MODEL))
        .isEqualTo(Digest.of(adapted(job)));
  }

  /** The losses of each step and the final file are the same as without interruption. */
  private void assertGoesOn(List<Map<String, Double>> undisturbed, int steps) throws IOException {
    TinyJob disturbed = job.inWorkspace(folder.resolve("disturbed"));
    disturbed.after(StageName.PREPARE, StageName.GENERATE);
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> train(disturbed, () -> asked.getAndIncrement() >= steps))
        .hasMessageContaining("finished work is stored");
    assertThat(Safetensors.metadata(disturbed.checkpoint()))
        .containsEntry("restorer", Integer.toString(steps))
        .containsEntry("discriminator", Integer.toString(steps));

    assertThat(train(disturbed, () -> false))
        .isEqualTo(undisturbed.subList(steps, undisturbed.size()));
    assertThat(adapted(disturbed)).hasSameBinaryContentAs(adapted(job));
  }

  private static void assertSane(Map<String, Double> losses) {
    assertThat(losses)
        .containsOnlyKeys("l1", "lpips", "gan", "discriminatorreal", "discriminatorfake");
    assertThat(losses.values()).allMatch(Double::isFinite).allMatch(loss -> loss > 0);
  }

  private void assertAllHasChangedButTheStatistics(Path adapted) throws IOException {
    Map<String, Tensor> after = parameters(adapted);
    parameters(folder.resolve("restorer.pt"))
        .forEach(
            (name, before) -> {
              boolean same = Arrays.equals(before.data(), after.get(name).data());
              assertThat(same).as(name).isEqualTo(TinyScripts.STATISTICS.contains(name));
            });
  }

  private void assertRestores(Path adapted) throws IOException {
    Tensor image = ImageFiles.read(folder.resolve("images").resolve("0.png"));
    try (RestorerSession session =
        new TorchScriptEngine().open(adapted, SessionOptions.defaults())) {
      Tensor restored = session.restore(image);

      assertThat(restored.shape()).isEqualTo(image.shape());
      assertThat(restored.data()).isNotEqualTo(image.data());
      for (float value : restored.data()) {
        assertThat(value).isBetween(0f, 1f);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"l1, 'l1'", "lpips, 'l1 lpips'", "gan, 'l1 gan'"})
  void eachLossHasAGradientForEveryParameter(String loss, String reported) throws IOException {
    Map<String, Double> weights = new LinkedHashMap<>(Map.of("l1", 0., "lpips", 0., "gan", 0.));
    weights.put(loss, 1.);
    TinyJob alone = job.with(ALL, "losses: " + weights.toString().replace("=", ": "));
    alone.after(StageName.PREPARE, StageName.GENERATE);

    List<Map<String, Double>> losses = train(alone, () -> false);

    assertThat(losses.get(0).keySet()).contains(reported.split(" "));
    assertThat(losses.get(0).get(loss)).isPositive();
    assertAllHasChangedButTheStatistics(adapted(alone));
  }

  @Test
  void aKilledTrainingResumesToTheSameFile() throws Exception {
    TinyJob disturbed = job.inWorkspace(folder.resolve("disturbed"));
    disturbed.after(StageName.PREPARE, StageName.GENERATE);
    Process killed = disturbed.start(StageName.TRAIN, 0, Fault.killedAt(8));
    assertThat(killed.waitFor()).isNotZero();
    assertThat(Safetensors.metadata(disturbed.checkpoint())).containsEntry("restorer", "6");

    disturbed.after(StageName.TRAIN);

    job.after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN);
    assertThat(adapted(disturbed)).hasSameBinaryContentAs(adapted(job));
  }

  /** Difference per pixel on the training images, restored as by a server. */
  private double distanceToTargets(Path module) throws IOException {
    Path prepared = job.artifact(StageName.PREPARE);
    PreparedIndex index = PreparedIndex.read(prepared);
    ModelImages images = new ModelImages(prepared, index.size());
    PseudoTargetCache cache =
        new PseudoTargetCache(QuietContext.of(job.document(StageName.TRAIN), job.workspace()));
    double sum = 0;
    try (ScriptedRestorer restorer =
        ScriptedRestorer.open(module, PixelValueRange.MINUS_ONE_TO_ONE)) {
      for (PreparedIndex.Item item : cache.usable(index.training())) {
        float[] target = ImageFiles.read(cache.image(item)).data();
        float[] restored = restorer.restore(images.read(item)).data();
        for (int i = 0; i < target.length; i++) {
          sum += Math.abs(restored[i] - target[i]) / target.length;
        }
      }
    }
    return sum / index.training().size();
  }

  private static Path adapted(TinyJob job) throws IOException {
    return job.artifact(StageName.TRAIN).resolve("adapted.pt");
  }

  private static Map<String, Tensor> parameters(Path module) throws IOException {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    try (NDManager manager = TorchEngine.newManager();
        ScriptModule loaded = ScriptModule.load(manager, module)) {
      loaded
          .parameters(manager)
          .forEach((name, value) -> parameters.put(name, ArrayTransfer.toHost(value)));
    }
    return parameters;
  }

  /** The reported losses of each step, by name. */
  private static List<Map<String, Double>> train(TinyJob job, BooleanSupplier interrupted)
      throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(lines, true, StandardCharsets.UTF_8);
    StageContext quiet =
        QuietContext.of(job.document(StageName.TRAIN), job.workspace(), out, new SlowClock());
    new StageArtifacts(QuietContext.interrupted(quiet, interrupted)).answer(new TrainStage());
    List<Map<String, Double>> losses = new ArrayList<>();
    for (String line : lines.toString(StandardCharsets.UTF_8).lines().toList()) {
      losses.add(named(StageProgress.fromJson(line).message()));
    }
    return losses;
  }

  private static Map<String, Double> named(String message) {
    String[] words = message.split(" ", -1);
    Map<String, Double> losses = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      losses.put(words[i], Double.valueOf(words[i + 1]));
    }
    return losses;
  }
}
