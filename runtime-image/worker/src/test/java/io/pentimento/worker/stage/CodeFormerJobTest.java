// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.Port;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.finetune.codeformer.CodeFormerFineTuning;
import io.pentimento.worker.stage.TinyJob.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job with a CodeFormer as restorer. */
class CodeFormerJobTest {
  private static final String RESTORER = "restorer: {source";
  private static final String DATASET = "dataset: {source: {uri: images}";

  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void writeJob() throws IOException {
    job =
        TinyJob.in(folder)
            .with(RESTORER, "restorer: {architecture: CodeFormer, fidelityWeight: 0.25, source")
            .with(DATASET, DATASET + ", groundTruth: {uri: images}");
    TinyModels.codeFormer(TinyModels.SIZE).write(folder.resolve("restorer.safetensors"));
  }

  @Test
  void codeFormerIsPreparedAdaptedAndEvaluated() throws IOException {
    job.after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN);
    Ran evaluated = job.run(StageName.EVALUATE);

    assertThat(evaluated.code()).isZero();
    Path adapted = job.artifact(StageName.TRAIN).resolve("adapted.safetensors");
    assertThat(evaluated.answer().digests())
        .containsEntry(TerminationMessage.MODEL, Digest.of(adapted));
    assertThat(evaluated.answer().metrics())
        .isNotEmpty()
        .allSatisfy(m -> assertThat(m.base()).isNotEqualTo(m.adapted()));
    assertOnlyWhatPredictsCodesHasChanged(adapted);
    assertThat(job.checkpoint().getParent()).as("checkpoints and codes").doesNotExist();
  }

  private void assertOnlyWhatPredictsCodesHasChanged(Path adapted) throws IOException {
    StateDict before = TinyModels.codeFormer(TinyModels.SIZE).weights();
    StateDict after = NetworkFile.load(adapted, JsonNodeFactory.instance.objectNode()).weights();
    for (String name : before.names()) {
      if (!CodeFormerFineTuning.trains(name)) {
        assertThat(after.get(name).data()).as(name).isEqualTo(before.get(name).data());
      }
    }
    assertThat(after.get("feat_emb.weight").data())
        .isNotEqualTo(before.get("feat_emb.weight").data());
  }

  @Test
  void theServingGraphTakesAWeightAndContainsTheDefault() throws IOException {
    job.after(StageName.PREPARE);

    Path graph = job.artifact(StageName.PREPARE).resolve("restorer.onnx");
    try (OnnxSession session = OnnxSession.open(graph, SessionOptions.defaults())) {
      assertThat(session.inputs()).extracting(Port::name).containsExactly("image", "w");
      assertThat(session.outputs()).extracting(Port::name).containsExactly("restored");
      assertThat(session.metadata())
          .containsEntry(NetworkFile.ARCHITECTURE, "CodeFormer")
          .containsEntry(CodeFormerFile.FIDELITY_WEIGHT, "0.25")
          .containsEntry("pentimento.size", "16");
      assertThat(restored(session, 0)).isNotEqualTo(restored(session, 1));
    }
  }

  private static float[] restored(OnnxSession session, float w) {
    Map<String, Tensor> inputs =
        Map.of("image", Tensor.zeros(1, 3, 16, 16), "w", Tensor.of(new float[] {w}));
    float[] restored = session.run(inputs).get("restored").data();
    for (float value : restored) {
      assertThat(value).isBetween(0f, 1f);
    }
    return restored;
  }

  @Test
  void aKilledTrainingResumesToTheSameWeights() throws Exception {
    TinyJob disturbed = job.inWorkspace(folder.resolve("disturbed"));
    disturbed.after(StageName.PREPARE, StageName.GENERATE);
    Process killed = disturbed.start(StageName.TRAIN, 0, Fault.killedAt(7));
    assertThat(killed.waitFor()).isNotZero();
    assertThat(disturbed.checkpoint()).exists();
    assertThat(disturbed.checkpoint().resolveSibling("codes")).isNotEmptyDirectory();

    disturbed.after(StageName.TRAIN);

    job.after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN);
    assertThat(disturbed.artifact(StageName.TRAIN).resolve("adapted.safetensors"))
        .hasSameBinaryContentAs(job.artifact(StageName.TRAIN).resolve("adapted.safetensors"));
  }
}
