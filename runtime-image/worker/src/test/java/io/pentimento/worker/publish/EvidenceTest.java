// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageParameters;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.runtime.StageDocuments;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is published with a model: its origin as evidence, and its card. */
class EvidenceTest {
  private static final StageKey TRAIN = new StageKey("1".repeat(64));
  private static final StageKey EVALUATE = new StageKey("2".repeat(64));
  private static final String MODEL = "sha256:" + "3".repeat(64);
  private static final Map<String, String> SOURCES =
      Map.of("dataset.source", "sha256:" + "4".repeat(64), "prior.source", "sha256:5");

  private static AcceptedModel model(String job, Map<StageName, StageKey> keys) {
    return new AcceptedModel(
        new WorkspaceLayout(Path.of("/ws")),
        job,
        StageDocuments.spec().restorer(),
        Map.of(StageName.TRAIN, StageParameters.of(StageName.TRAIN, StageDocuments.spec())),
        keys,
        SOURCES,
        new GateStatus(GateDecision.PASSED, MODEL, 12, List.of()));
  }

  private static AcceptedModel model(String job) {
    return model(job, Map.of(StageName.TRAIN, TRAIN, StageName.EVALUATE, EVALUATE));
  }

  @Test
  void theEvidenceNamesModelJobVersionSourcesAndStages() {
    JsonNode evidence = EvidencePredicate.of(model("toy"), "pentimento 1.0");

    assertThat(evidence.path("model").asText()).isEqualTo(MODEL);
    assertThat(evidence.path("job").asText()).isEqualTo("toy");
    assertThat(evidence.path("version").asText()).isEqualTo("pentimento 1.0");
    assertThat(evidence.path("sources").path("prior.source").asText()).isEqualTo("sha256:5");
    assertThat(evidence.path("stages").path("train").asText()).isEqualTo(TRAIN.hex());
    assertThat(evidence.path("stages").path("evaluate").asText()).isEqualTo(EVALUATE.hex());
  }

  @Test
  void theEvidenceHasTheParametersOfTheStagesAndTheDecision() {
    JsonNode evidence = EvidencePredicate.of(model("toy"), "1");

    assertThat(evidence.at("/parameters/train/fineTuning/iterations").asInt()).isPositive();
    assertThat(evidence.at("/parameters/train").has("of")).as("the type of the record").isFalse();
    assertThat(evidence.at("/gate/decision").asText()).isEqualTo("Passed");
    assertThat(evidence.at("/gate/images").asInt()).isEqualTo(12);
    assertThat(evidence.at("/restorer/source/uri").asText()).isEqualTo("restorer.pth");
  }

  @Test
  void equalModelsHaveEqualEvidence() {
    assertThat(EvidencePredicate.of(model("toy"), "1").toString())
        .isEqualTo(EvidencePredicate.of(model("toy"), "1").toString());
  }

  /** Two jobs with the same model publish the same image. */
  @Test
  void theCardDoesNotDependOnTheJob() {
    assertThat(ModelCard.of(model("one"))).isEqualTo(ModelCard.of(model("two")));
  }

  @Test
  void theCardNamesArchitectureWeightsTrainingAndKnownSources() {
    String card = new String(ModelCard.of(model("toy")), StandardCharsets.UTF_8);

    assertThat(card)
        .contains("architecture SwinIR", "`" + MODEL + "`", "`" + TRAIN.hex() + "`")
        .contains("| prior.source | `sha256:5` |", "| dataset.source | `sha256:4444")
        .contains("Do not use its output to identify", "people.")
        .doesNotContain("| restorer.source |", "null");
  }

  @Test
  void aModelWithoutAFinishedStageIsNamedByJobAndStage() {
    AcceptedModel untrained = model("toy", Map.of(StageName.EVALUATE, EVALUATE));

    assertThat(untrained.evaluated()).isEqualTo(Path.of("/ws/artifacts/evaluate", EVALUATE.hex()));
    assertThatIllegalArgumentException()
        .isThrownBy(untrained::trained)
        .withMessage("job toy has not finished train");
  }
}
