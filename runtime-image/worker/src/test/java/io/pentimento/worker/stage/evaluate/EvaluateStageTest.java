// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.evaluation.EvaluationSpec;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.api.v1alpha1.source.FileSource;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.JobReference;
import io.pentimento.contract.ServingModel;
import io.pentimento.contract.SourceName;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageParameters;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.face.detect.GeneratedDetector;
import io.pentimento.core.graph.BatchDimension;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.network.file.SwinIrFile;
import io.pentimento.core.network.lpips.Lpips;
import io.pentimento.core.network.swinir.SwinIrConfig;
import io.pentimento.core.network.swinir.SwinIrConfig.Upsampler;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxValue;
import io.pentimento.core.onnx.ParameterShapes;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.optimizer.WeightInitializer;
import io.pentimento.worker.Main;
import io.pentimento.worker.metrics.OnnxFeatures;
import io.pentimento.worker.metrics.ScoringNetworks;
import io.pentimento.worker.metrics.SetMeasurement;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.restorer.SwinIrRestorer;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import io.pentimento.worker.stage.QuietContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateStageTest {
  private static final int SIZE = 32;
  private static final SwinIrConfig SMALL =
      new SwinIrConfig(
          3, 8, 8, List.of(2), List.of(2), 4, 2, 4, 1, Upsampler.NEAREST_CONV, false, 4, 8, 0);

  @TempDir Path workspace;
  private WorkspaceLayout layout;

  @BeforeEach
  void prepareAndTrain() throws IOException {
    layout = new WorkspaceLayout(workspace);
    Path prepared = layout.artifact(StageName.PREPARE, key('a'));
    Path trained = layout.artifact(StageName.TRAIN, key('b'));
    Files.createDirectories(prepared.resolve("images"));
    Files.createDirectories(trained);
    write(prepared, PreparedModels.RESTORER, 1);
    write(trained, PreparedModels.ADAPTED, 2);
    List<Item> degraded = new ArrayList<>();
    List<Item> clean = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      degraded.add(item(prepared, i + ".png", i, true));
      clean.add(item(prepared, i + ".png", 100 + i, false));
    }
    Item learned = item(prepared, "learned.png", 50, false);
    Path target = layout.pseudoTarget(key('e'), learned.digest());
    Files.createDirectories(target.getParent());
    Files.copy(prepared.resolve(learned.file()), target);
    degraded.add(learned);
    new PreparedIndex(SIZE, degraded, List.of(), List.of(), clean, clean, List.of(), List.of())
        .write(prepared);
  }

  @Test
  void bothModelsAreMeasuredWithIntervalsAndShown() throws IOException {
    TerminationMessage answer =
        new EvaluateStage().run(context(List.of(Metric.PSNR, Metric.SSIM, Metric.NIQE)));

    assertThat(answer.metrics())
        .extracting(MetricResult::metric)
        .containsExactly(Metric.PSNR, Metric.SSIM, Metric.NIQE);
    assertThat(answer.metrics())
        .allSatisfy(m -> assertThat(m.improvement()).isBetween(m.lower(), m.upper()))
        .allSatisfy(m -> assertThat(m.base()).isNotEqualTo(m.adapted()));
    assertThat(answer.digests())
        .containsEntry(
            TerminationMessage.MODEL,
            Digest.of(layout.artifact(StageName.TRAIN, key('b')).resolve("adapted.safetensors")));
    Path output = layout.artifact(StageName.EVALUATE, key('c'));
    assertThat(output.resolve("metrics.json"))
        .content()
        .contains("\"PSNR\"", "\"bestBlur\"", "\"colourMatched\"", "\"millisecondsPerImage\"");
    assertThat(output.resolve("report.html"))
        .content()
        .contains(
            "ground truth",
            "training image learned.png",
            "pseudo target",
            "data:image/png;base64,",
            "colours are matched to the ground truth first",
            "of 3 images worse",
            "one image, adapted",
            "night &lt;cctv&gt;");
  }

  @Test
  void theServingModelIsMeasuredOnTheSameImages() throws IOException {
    keepExtractor();
    ServingModel serving = served(3, SIZE);

    TerminationMessage answer =
        new EvaluateStage().run(context(metrics(List.of(Metric.PSNR, Metric.KID)), serving));

    assertThat(answer.metrics())
        .extracting(MetricResult::displayName)
        .containsExactly("PSNR", "KID", "PSNR vs. serving", "KID vs. serving");
    MetricResult overBase = answer.metrics().get(0);
    MetricResult overServing = answer.metrics().get(2);
    assertThat(overServing.adapted()).isEqualTo(overBase.adapted());
    assertThat(overServing.base()).isNotEqualTo(overBase.base());
    assertThat(overServing.improvement()).isBetween(overServing.lower(), overServing.upper());
    Path output = layout.artifact(StageName.EVALUATE, key('c'));
    assertThat(output.resolve("report.html"))
        .content()
        .contains("Comparison with the serving model", "<figcaption>serving", serving.digest());
    assertThat(output.resolve("metrics.json")).content().contains("\"overServing\"", "\"serving\"");
  }

  @Test
  void aModelHasNoDifferenceFromItself() throws IOException {
    TerminationMessage answer =
        new EvaluateStage().run(context(metrics(List.of(Metric.PSNR)), served(2, SIZE)));

    assertThat(answer.metrics().get(1))
        .satisfies(m -> assertThat(m.improvement()).isZero())
        .satisfies(m -> assertThat(m.lower()).isZero());
  }

  @Test
  void aServingModelOfAnotherSizeIsNotComparedAndTheReportHasTheReason() throws IOException {
    TerminationMessage answer =
        new EvaluateStage().run(context(metrics(List.of(Metric.PSNR)), served(3, 2 * SIZE)));

    assertThat(answer.metrics()).extracting(MetricResult::displayName).containsExactly("PSNR");
    assertThat(layout.artifact(StageName.EVALUATE, key('c')).resolve("report.html"))
        .content()
        .contains("not compared: it cannot restore images of 32 pixels");
  }

  @Test
  void aDeletedServingModelIsNotComparedAndTheReportHasTheReason() throws IOException {
    ServingModel gone = new ServingModel("sha256:" + "f".repeat(64), key('f'));

    TerminationMessage answer =
        new EvaluateStage().run(context(metrics(List.of(Metric.PSNR)), gone));

    assertThat(answer.metrics()).extracting(MetricResult::displayName).containsExactly("PSNR");
    assertThat(layout.artifact(StageName.EVALUATE, key('c')).resolve("report.html"))
        .content()
        .contains("not compared: its artefact is no longer in the workspace");
  }

  /** An adapted model of an earlier training. */
  private ServingModel served(long seed, int size) throws IOException {
    Path artifact = layout.artifact(StageName.TRAIN, key('f'));
    Files.createDirectories(artifact);
    write(artifact, PreparedModels.ADAPTED, seed, size);
    Manifest.close(artifact);
    return new ServingModel(Digest.of(artifact.resolve("adapted.safetensors")), key('f'));
  }

  @Test
  void pseudoTargetsOfTheHoldoutAreMeasuredIfEveryImageHasOne() throws IOException {
    for (Item held : PreparedIndex.read(layout.artifact(StageName.PREPARE, key('a'))).holdout()) {
      Files.copy(
          layout.artifact(StageName.PREPARE, key('a')).resolve(held.file()),
          layout.pseudoTarget(key('e'), held.digest()));
    }

    new EvaluateStage().run(context(List.of(Metric.PSNR)));

    Path output = layout.artifact(StageName.EVALUATE, key('c'));
    JsonNode row =
        new ObjectMapper()
            .readTree(output.resolve("metrics.json").toFile())
            .findParent("pseudoTargets");
    assertThat(row.path("pseudoTargets").asDouble())
        .as("copies of the inputs measure as the inputs do")
        .isEqualTo(row.path("input").asDouble());
    assertThat(output.resolve("report.html")).content().contains("<th>pseudo targets</th>");
  }

  @Test
  void aCustomPerceptualNetworkIsNotCalledLpips() throws IOException {
    Safetensors.write(
        new PreparedModels(layout.artifact(StageName.PREPARE, key('a')))
            .weights(PreparedModels.PERCEPTUAL),
        perceptual(),
        Map.of());

    TerminationMessage answer = new EvaluateStage().run(context(List.of(Metric.LPIPS)));

    assertThat(answer.metrics())
        .singleElement()
        .satisfies(m -> assertThat(m.displayName()).isEqualTo("LPIPS (own network)"))
        .satisfies(m -> assertThat(m.extractor()).isEqualTo("own network of widths [4, 8]"));
    assertThat(layout.artifact(StageName.EVALUATE, key('c')).resolve("report.html"))
        .content()
        .contains("<b>LPIPS (own network)</b>", "own network of widths [4, 8]")
        .doesNotContain("<b>LPIPS</b>");
  }

  @Test
  void distancesOfSetsAreMeasuredWithTheGivenExtractor() throws IOException {
    keepExtractor();

    TerminationMessage answer = new EvaluateStage().run(context(List.of(Metric.FID, Metric.KID)));

    assertThat(answer.metrics())
        .extracting(MetricResult::metric)
        .containsExactly(Metric.FID, Metric.KID);
    assertThat(answer.metrics())
        .allSatisfy(m -> assertThat(m.improvement()).isBetween(m.lower(), m.upper()))
        .allSatisfy(m -> assertThat(m.base()).isNotEqualTo(m.adapted()))
        .allSatisfy(m -> assertThat(m.extractor()).startsWith("ONNX"));
    assertThat(answer.metrics().get(0).base())
        .as("a Fréchet distance is positive where the images differ")
        .isPositive();
  }

  private void keepExtractor() throws IOException {
    Path weights = workspace.resolve("perceptual.safetensors");
    Safetensors.write(weights, perceptual(), Map.of());
    Path extractor = layout.artifact(StageName.PREPARE, key('a')).resolve("extractor.onnx");
    int code =
        Main.commandLine()
            .execute("features", weights.toString(), "--size", "16", "--out", extractor.toString());
    assertThat(code).isZero();
  }

  @Test
  void theReferenceHasNoDistanceFromItself() throws IOException {
    Path weights = workspace.resolve("perceptual.safetensors");
    Safetensors.write(weights, perceptual(), Map.of());
    Path extractor = workspace.resolve("extractor.onnx");
    Main.commandLine()
        .execute("features", weights.toString(), "--size", "16", "--out", extractor.toString());
    Path prepared = layout.artifact(StageName.PREPARE, key('a'));
    List<Tensor> images =
        PreparedIndex.read(prepared).reference().stream()
            .map(item -> ImageFiles.read(prepared.resolve(item.file())))
            .toList();

    try (OnnxFeatures features = new OnnxFeatures(extractor, SessionOptions.defaults())) {
      float[][] same = features.features(images);
      MetricResult fid = new SetMeasurement(Metric.FID, same, same, same).result(0.95);
      assertThat(fid.base()).isEqualTo(0, within(1e-3));
    }
  }

  @Test
  void consistencyNeedsOnlyTheImages() throws IOException {
    TerminationMessage answer = new EvaluateStage().run(context(List.of(Metric.CONSISTENCY)));

    assertThat(answer.metrics())
        .singleElement()
        .satisfies(m -> assertThat(m.base()).isPositive())
        .satisfies(m -> assertThat(m.improvement()).isBetween(m.lower(), m.upper()));
    JsonNode row =
        new ObjectMapper()
            .readTree(
                layout.artifact(StageName.EVALUATE, key('c')).resolve("metrics.json").toFile())
            .findParent("samples");
    assertThat(row.path("input").asDouble()).as("the input agrees with itself").isZero();
    assertThat(row.path("samples").path("adapted")).hasSize(3);
  }

  @Test
  void networksOfTheJobMeasureIdentityAndQuality() throws IOException {
    OnnxOps quality = new OnnxOps(Map.<String, Tensor>of()::get);
    quality.output("score", quality.mean(image(quality), false, 1, 2, 3));
    OnnxOps identity = new OnnxOps(Map.<String, Tensor>of()::get);
    identity.output("embedding", identity.reshape(image(identity), BatchDimension.BATCH, 192));
    EvaluationSpec settings =
        new EvaluationSpec(
            List.of(Metric.IDENTITY, Metric.QUALITY),
            null,
            kept(SourceName.IDENTITY_NETWORK, "ArcFace", identity),
            kept(SourceName.QUALITY_NETWORK, "MUSIQ", quality),
            null,
            null,
            null,
            null,
            null,
            null);

    TerminationMessage answer = new EvaluateStage().run(context(settings));

    assertThat(answer.metrics())
        .extracting(MetricResult::displayName)
        .containsExactly("Identity", "MUSIQ");
    assertThat(answer.metrics().get(0).base()).as("an angle in degrees").isBetween(1.0, 180.0);
    assertThat(answer.metrics().get(1).base()).as("the mean of the pixels").isBetween(0.0, 1.0);
    assertThat(answer.metrics())
        .allSatisfy(m -> assertThat(m.base()).isNotEqualTo(m.adapted()))
        .allSatisfy(m -> assertThat(m.improvement()).isBetween(m.lower(), m.upper()));
  }

  @Test
  void aFaceDetectorMeasuresFoundFacesAndTheirLandmarks() throws IOException {
    Path detector = GeneratedDetector.write(workspace.resolve("detector.onnx"), 128);
    new ScoringNetworks(layout.artifact(StageName.PREPARE, key('a'))).keepDetector(detector);

    TerminationMessage answer =
        new EvaluateStage().run(context(List.of(Metric.FACES_DETECTED, Metric.LANDMARK_DISTANCE)));

    assertThat(answer.metrics())
        .extracting(MetricResult::metric)
        .containsExactly(Metric.FACES_DETECTED, Metric.LANDMARK_DISTANCE);
    assertThat(answer.metrics().get(0).adapted()).as("a share of the images").isBetween(0.0, 1.0);
    assertThat(answer.metrics().get(1).adapted()).as("in eye distances").isBetween(0.0, 0.5);
    assertThat(layout.artifact(StageName.EVALUATE, key('c')).resolve("metrics.json"))
        .content()
        .contains("\"FacesDetected\"", "\"LandmarkDistance\"");
  }

  private static OnnxValue image(OnnxOps ops) {
    return ops.input("image", DataType.FLOAT, BatchDimension.BATCH, 3, 8, 8);
  }

  private ScoringNetwork kept(SourceName source, String name, OnnxOps ops) throws IOException {
    Path file = workspace.resolve(name + ".onnx");
    OnnxModelFile.write(ops.model(Map.of()), file);
    ScoringNetwork network =
        new ScoringNetwork(new FileSource(file.toString(), null, null), name, null, null);
    new ScoringNetworks(layout.artifact(StageName.PREPARE, key('a'))).keep(source, file, network);
    return network;
  }

  @Test
  void anUnavailableMetricIsRejectedWithItsMissingInput() {
    assertThatThrownBy(() -> new EvaluateStage().run(context(List.of(Metric.LPIPS))))
        .isInstanceOf(StageFailure.class)
        .hasMessageContaining("LPIPS, which needs fineTuning.perceptualNetwork");
  }

  private static StateDict perceptual() {
    Lpips network = new Lpips(List.of(4, 8));
    return WeightInitializer.rectified(1)
        .initialize(
            ParameterShapes.of(
                ops ->
                    network.distance(
                        ops,
                        ops.input("a", DataType.FLOAT, 1, 3, SIZE, SIZE),
                        ops.input("b", DataType.FLOAT, 1, 3, SIZE, SIZE))));
  }

  private StageContext context(List<Metric> metrics) {
    return context(metrics(metrics));
  }

  private static EvaluationSpec metrics(List<Metric> metrics) {
    return new EvaluationSpec(metrics, null, null, null, null, null, null, null, null, null);
  }

  private StageContext context(EvaluationSpec settings) {
    return context(settings, null);
  }

  private StageContext context(EvaluationSpec settings, ServingModel serving) {
    StageDocument document =
        new StageDocument(
            StageName.EVALUATE,
            key('c'),
            new JobReference(null, "night <cctv>", null),
            Map.of(StageName.PREPARE, key('a'), StageName.TRAIN, key('b')),
            Map.of("dataset.source", "sha256:" + "d".repeat(64)),
            key('e'),
            new StageParameters.Evaluate(settings, serving),
            1,
            null);
    return QuietContext.of(document, workspace);
  }

  private static void write(Path artifact, String name, long seed) throws IOException {
    write(artifact, name, seed, SIZE);
  }

  private static void write(Path artifact, String name, long seed, int size) throws IOException {
    PreparedModels models = new PreparedModels(artifact);
    SwinIrFile shape = new SwinIrFile(SMALL, null);
    SwinIrFile model =
        new SwinIrFile(SMALL, WeightInitializer.swinIr(seed).initialize(shape.expectedShapes()));
    model.write(models.weights(name));
    SwinIrRestorer.exportGraph(model, models.graph(name), size, "sha256:" + "0".repeat(64));
  }

  private static Item item(Path artifact, String name, long seed, boolean holdout)
      throws IOException {
    CounterRandom random = new CounterRandom(seed, new byte[0], 0);
    Tensor image = Tensor.zeros(1, 3, SIZE, SIZE);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = (float) random.nextDouble();
    }
    byte[] png = ImageFiles.encodePng(image);
    String file = "images/" + Digest.hex(Digest.of(png)) + ".png";
    Files.write(artifact.resolve(file), png);
    return new Item(name, Digest.of(png), file, holdout);
  }

  private static StageKey key(char digit) {
    return new StageKey(String.valueOf(digit).repeat(64));
  }
}
