// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.photo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.core.degradation.CameraNoise;
import io.pentimento.core.degradation.SensorNoise;
import io.pentimento.core.face.Portraits;
import io.pentimento.core.face.ProceduralBackground;
import io.pentimento.core.face.PublishedDetector;
import io.pentimento.core.face.synthetic.SyntheticPicture;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Adapts the restorer of the quickstart to photographs and to the crops that were pasted into them.
 * The fast sibling is {@code PhotographDatasetTest}.
 */
@Tag("slow")
class PhotographAdaptationTest {
  private static final int SIZE = 64;
  private static final int TRAINING = Integer.getInteger("portraits.training", 60);
  private static final int HOLDOUT = Integer.getInteger("portraits.holdout", 30);
  private static final int FACES_PER_PHOTOGRAPH = 2;
  private static final Path QUICKSTART = Path.of("../../examples/quickstart").toAbsolutePath();

  private static final String JOB =
      """
      apiVersion: pentimento.io/v1alpha1
      kind: AdaptationJob
      metadata: {name: %s}
      spec:
        restorer: {source: {uri: weights/restorer.safetensors}}
        prior: {source: {uri: weights/prior.safetensors}}
        dataset: {source: {uri: %s}, reference: {uri: clean}, holdout: {folder: test}%s}
        pseudoTargets: {startTimestep: 250, constraintEndTimestep: 125, lowPassFactor: 2,
          sampler: {type: DPMSolver, steps: 12}, batchSize: 8, shards: 1}
        fineTuning:
          iterations: 200
          batchSize: 4
          microBatchSize: 4
          dropPathRate: 0
          optimizer: {learningRate: 2.0e-4, minLearningRate: 2.0e-5}
          losses: {l1: 1.0, lpips: 1.0, gan: 0}
          perceptualNetwork: {uri: weights/perceptual.safetensors}
        evaluation: {metrics: [NIQE], gates: [{metric: NIQE, minImprovement: 0.0}]}
        workspace: {persistentVolumeClaim: {claimName: photographs}}
      """;

  @TempDir Path folder;

  /** The improvement of a metric with its confidence interval. */
  private record Improvement(double value, double lower, double upper) {
    /** Whether 0 lies in the confidence interval of the difference of two independent means. */
    boolean isEqualWithinIntervals(Improvement other) {
      double difference = Math.abs(value - other.value);
      return difference <= Math.hypot(halfWidth(), other.halfWidth());
    }

    private double halfWidth() {
      return (upper - lower) / 2;
    }
  }

  @Test
  @Timeout(7200)
  void photographsGiveTheSameResultAsTheCropsInThem() throws IOException {
    write();
    Improvement crops = run("crops", "");
    Improvement photographs =
        run("photographs", ", faces: {detector: {source: {uri: detector.onnx}}, minSize: 60}");

    System.out.printf("NIQE improvement: crops %s, photographs %s%n", crops, photographs);
    assertThat(photographs.lower()).as("adapting to photographs improves them").isPositive();
    assertThat(photographs.isEqualWithinIntervals(crops)).isTrue();
  }

  private void write() throws IOException {
    List<Path> portraits = Portraits.given().files();
    Files.createSymbolicLink(folder.resolve("weights"), QUICKSTART.resolve("weights"));
    Files.createSymbolicLink(
        folder.resolve("detector.onnx"), PublishedDetector.BACK.file().toAbsolutePath());
    Path clean = Files.createDirectories(folder.resolve("clean"));
    for (Path portrait : portraits.subList(TRAINING + HOLDOUT, portraits.size())) {
      Files.createSymbolicLink(clean.resolve(portrait.getFileName()), portrait.toAbsolutePath());
    }
    write("train", portraits.subList(0, TRAINING));
    write("test", portraits.subList(TRAINING, TRAINING + HOLDOUT));
  }

  /** The degraded crops, and photographs with some of them each. */
  private void write(String name, List<Path> portraits) throws IOException {
    Path crops = Files.createDirectories(folder.resolve("crops").resolve(name));
    Path photographs = Files.createDirectories(folder.resolve("photographs").resolve(name));
    List<Tensor> faces = new ArrayList<>();
    for (Path portrait : portraits) {
      Tensor crop =
          CameraNoise.of(SensorNoise.atIso(600))
              .withDownscale(2)
              .apply(Resize.fitted(ImageFiles.read(portrait), SIZE), 5);
      ImageFiles.writePng(crops.resolve(faces.size() + ".png"), crop);
      faces.add(crop);
    }
    for (int i = 0; i < faces.size(); i += FACES_PER_PHOTOGRAPH) {
      List<Tensor> some = faces.subList(i, Math.min(faces.size(), i + FACES_PER_PHOTOGRAPH));
      Random random = new Random(i);
      Tensor background = ProceduralBackground.of(random, 1000, 800, 0.01);
      Tensor photograph = SyntheticPicture.of(random, background, some, 100, 250, 20, 0).image();
      ImageFiles.writePng(photographs.resolve(i + ".png"), photograph);
    }
  }

  private Improvement run(String dataset, String faces) throws IOException {
    Path manifest =
        Files.writeString(
            folder.resolve(dataset + ".yaml"), JOB.formatted(dataset, dataset, faces));
    Path workspace = folder.resolve("workspace-" + dataset);
    int code =
        Main.commandLine()
            .execute("run", "--no-serve", "--workspace", workspace.toString(), manifest.toString());
    JsonNode status =
        new ObjectMapper()
            .readTree(workspace.resolve("jobs/%s/status.json".formatted(dataset)).toFile());
    JsonNode metric = status.at("/gate/metrics/0");
    assertThat(metric.isObject()).as("exit code %d, status %s", code, status).isTrue();
    return new Improvement(
        metric.path("improvement").asDouble(),
        metric.path("lower").asDouble(),
        metric.path("upper").asDouble());
  }
}
