// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.finetuning.FineTuningSpec;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageParameters;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.onnx.OnnxModel;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.reference.ReferencePasses;
import io.pentimento.core.restorer.ServingPrecision;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.PseudoTargetCache;
import io.pentimento.worker.restorer.AdaptableRestorer;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.StageContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalfPrecisionTest {
  private static final double SLACK = 0.02;

  @TempDir Path folder;

  @Test
  void aPriorInFloat16DiffersOnlyByRounding() throws IOException {
    Tensor timestep = Tensor.zeros(1);
    timestep.data()[0] = 250;
    assertRounded(TinyModels.prior(), image(), timestep);
  }

  @Test
  void aRestorerInFloat16DiffersOnlyByRounding() throws IOException {
    assertRounded(TinyModels.restorer(), image());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Float16", "BFloat16"})
  void pseudoTargetsInReducedPrecisionAreCloseToFloat32(String precision) throws IOException {
    TinyJob full = TinyJob.in(folder).after(StageName.PREPARE, StageName.GENERATE);
    TinyJob reduced =
        full.with("pseudoTargets: {", "pseudoTargets: {precision: " + precision + ", ")
            .after(StageName.GENERATE);

    assertThat(reduced.document(StageName.PREPARE).key())
        .isEqualTo(full.document(StageName.PREPARE).key());
    assertThat(reduced.document(StageName.GENERATE).key())
        .isNotEqualTo(full.document(StageName.GENERATE).key());
    Tensor exact = pseudoTarget(full);
    Tensor rounded = pseudoTarget(reduced);
    assertThat(rounded.data()).isNotEqualTo(exact.data());
    assertThat(ReferencePasses.greatestDifference(rounded, exact)).isLessThan(0.2);
  }

  @Test
  void aRestorerCanBeTrainedInBfloat16() throws IOException {
    TinyJob full = TinyJob.in(folder).after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN);
    TinyJob reduced =
        full.with("fineTuning:\n", "fineTuning:\n    precision: BFloat16\n").after(StageName.TRAIN);

    StateDict exact =
        Safetensors.read(full.artifact(StageName.TRAIN).resolve("adapted.safetensors"));
    StateDict rounded =
        Safetensors.read(reduced.artifact(StageName.TRAIN).resolve("adapted.safetensors"));
    String weight = "conv_after_body.weight";
    assertThat(rounded.get(weight).data()).isNotEqualTo(exact.get(weight).data());
    assertThat(ReferencePasses.greatestDifference(rounded.get(weight), exact.get(weight)))
        .isLessThan(0.05);
  }

  @Test
  void float32IsTheSameAsNoPrecision() throws IOException {
    TinyJob job = TinyJob.in(folder).after(StageName.PREPARE);

    assertThat(
            job.with("pseudoTargets: {", "pseudoTargets: {precision: Float32, ")
                .document(StageName.GENERATE)
                .key())
        .isEqualTo(job.document(StageName.GENERATE).key());
  }

  private static Tensor pseudoTarget(TinyJob job) throws IOException {
    StageContext context = QuietContext.of(job.document(StageName.GENERATE), job.workspace());
    var item = PreparedIndex.read(context.input(StageName.PREPARE)).training().get(0);
    return ImageFiles.read(new PseudoTargetCache(context).image(item));
  }

  @Test
  void codeFormerInFloat16DiffersOnlyByRounding() throws IOException {
    assertRounded(TinyModels.codeFormer(TinyModels.SIZE), image(), Tensor.of(new float[] {0.5f}));
  }

  /** The layers that choose codes and the last layers. */
  @Test
  void theCodebookAndBothHeadsOfCodeFormerRemainInFloat32() throws IOException {
    NetworkFile network = TinyModels.codeFormer(TinyModels.SIZE);
    OnnxModelFile.write(network.onnx(TinyModels.SIZE, TinyModels.SIZE, network.float16()), file());

    assertThat(halved(file()))
        .anyMatch(name -> name.contains("encoder.blocks.0.weight"))
        .anyMatch(name -> name.contains("ft_layers.0.linear2.weight"))
        .anyMatch(name -> name.contains("fuse_convs_dict.256.scale.0.weight"))
        .noneMatch(name -> network.head().stream().anyMatch(name::contains))
        .noneMatch(name -> name.contains("norm"));
    assertThat(network.head()).contains("idx_pred_layer.1.", "quantize.").hasSize(3);
  }

  /** Weights that are stored in float16, by their names in the file. */
  private static List<String> halved(Path graph) throws IOException {
    String text = Files.readString(graph, StandardCharsets.ISO_8859_1);
    return Pattern.compile("[\\w.\\[\\], ]+[.]float16")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SwinIR", "CodeFormer"})
  void anAdaptedModelHasOneGraphPerPrecisionAndOneDigest(String architecture) throws IOException {
    TinyJob job =
        TinyJob.in(folder).with("restorer: {", "restorer: {architecture: " + architecture + ", ");
    if (architecture.equals("CodeFormer")) {
      TinyModels.codeFormer(TinyModels.SIZE).write(folder.resolve("restorer.safetensors"));
    }
    job.after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN);

    Path full = job.artifact(StageName.TRAIN).resolve("adapted.onnx");
    Path half = job.artifact(StageName.TRAIN).resolve("adapted.float16.onnx");
    String digest = Digest.of(full.resolveSibling("adapted.safetensors"));
    assertThat(described(full)).containsExactly("Float32", digest);
    assertThat(described(half)).containsExactly("Float16", digest);
    assertThat(Files.size(half)).isLessThan(Files.size(full));
    Tensor exact = restored(full);
    assertThat(ReferencePasses.greatestDifference(restored(half), exact))
        .isPositive()
        .isLessThan(SLACK);
  }

  /** These values cancel out in float32; the first one is infinite in float16. */
  @Test
  void aModelThatExceedsTheRangeOfFloat16HasNoFloat16Graph() throws IOException {
    TinyJob job = TinyJob.in(folder).after(StageName.PREPARE);
    Map<String, Tensor> weights = new HashMap<>(TinyModels.restorer().weights().tensors());
    multiply(weights.get("layers.0.residual_group.blocks.0.mlp.fc1.weight"), 1e6f);
    multiply(weights.get("layers.0.residual_group.blocks.0.mlp.fc2.weight"), 1e-6f);
    Path prepared = job.artifact(StageName.PREPARE);
    PreparedModels adapted = new PreparedModels(Files.createDirectory(folder.resolve("adapted")));
    FineTuningSpec settings =
        ((StageParameters.Train) job.document(StageName.TRAIN).parameters()).fineTuning();

    AdaptableRestorer.prepared(prepared)
        .export(new PreparedModels(prepared), settings, StateDict.of(weights), adapted);

    Path graph = adapted.graph(PreparedModels.ADAPTED);
    assertThat(restored(graph).data()).doesNotContain(Float.NaN);
    assertThat(graph.resolveSibling("adapted.float16.onnx")).doesNotExist();
  }

  private static void multiply(Tensor tensor, float factor) {
    for (int i = 0; i < tensor.size(); i++) {
      tensor.data()[i] *= factor;
    }
  }

  private static List<String> described(Path graph) {
    try (OnnxSession session = OnnxSession.open(graph, SessionOptions.defaults())) {
      return List.of(
          session.metadata().get(ServingPrecision.METADATA),
          session.metadata().get("pentimento.digest"));
    }
  }

  private static Tensor restored(Path graph) {
    try (OnnxSession session = OnnxSession.open(graph, SessionOptions.defaults())) {
      return session.inputs().size() == 1
          ? session.run(image())
          : session
              .run(Map.of("image", image(), "w", Tensor.of(new float[] {0.5f})))
              .get("restored");
    }
  }

  private void assertRounded(NetworkFile network, Tensor... inputs) throws IOException {
    int size = TinyModels.SIZE;
    OnnxModel half = network.onnx(size, size, network.float16());
    Tensor rounded = run(half, inputs);
    Tensor exact = run(network.onnx(size), inputs);
    double deviation = ReferencePasses.deviation(exact);

    assertThat(ReferencePasses.greatestDifference(rounded, exact))
        .isPositive()
        .isLessThan(SLACK * deviation);
    assertThat(length(half)).isLessThan(length(network.onnx(size)));
  }

  private long length(OnnxModel model) throws IOException {
    OnnxModelFile.write(model, file());
    return Files.size(file());
  }

  private Path file() {
    return folder.resolve("model.onnx");
  }

  /** The first output, by the inputs in their order. */
  private static Tensor run(OnnxModel model, Tensor... inputs) {
    try (OnnxSession session = OnnxSession.of(model, SessionOptions.defaults())) {
      Map<String, Tensor> named = new HashMap<>();
      for (int i = 0; i < inputs.length; i++) {
        named.put(session.inputs().get(i).name(), inputs[i]);
      }
      return session.run(named).get("y");
    }
  }

  private static Tensor image() {
    CounterRandom random = new CounterRandom(5, new byte[0], 0);
    Tensor image = Tensor.zeros(1, 3, TinyModels.SIZE, TinyModels.SIZE);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = (float) random.nextDouble();
    }
    return image;
  }
}
