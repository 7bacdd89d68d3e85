// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.contract.StageKeys;
import io.pentimento.contract.WorkspaceCleaning;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a workspace the status of a job refers to. */
class UsedKeysTest {
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);
  private static final String RESTORER = "{name: restorer.source, digest: \"sha256:1\"}";
  private static final String PRIOR = "{name: prior.source, digest: \"sha256:2\"}";
  private static final String TARGETS = "{name: pseudoTargets.source, digest: \"sha256:3\"}";

  private static AdaptationJob job(String pseudoTargets, String status) {
    String yaml =
        """
        metadata: {name: night}
        spec:
          restorer: {source: {uri: r.pth}}
          prior: {source: {uri: p.pth}}
          dataset: {source: {uri: images}, reference: {uri: clean}}
          pseudoTargets: {%s}
          evaluation:
            qualityNetwork: {name: n, source: {uri: q.onnx}}
            faceDetector: {source: {uri: f.onnx}}
          workspace: {persistentVolumeClaim: {claimName: w}}
        %s
        """
            .formatted(pseudoTargets, status);
    try {
      return AdaptationJobYaml.read(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }

  private static AdaptationJob withSources(String pseudoTargets, String... sources) {
    return job(pseudoTargets, "status: {sources: [" + String.join(", ", sources) + "]}");
  }

  @Test
  void aNewJobUsesNothing() {
    AdaptationJob job = job("", "");

    assertThat(UsedKeys.of(job)).isEmpty();
    assertThat(UsedKeys.models(job)).isEmpty();
  }

  @Test
  void theArtefactsOfAllStagesAreUsedWhateverTheirState() {
    AdaptationJob job =
        job(
            "",
            """
            status:
              stages:
                - {name: prepare, cacheKey: "%s", state: Succeeded}
                - {name: generate, cacheKey: "%s", state: Failed}
                - {name: train, state: Waiting}
            """
                .formatted(TWO, ONE));

    assertThat(UsedKeys.of(job)).containsExactly(ONE, TWO);
  }

  @Test
  void theCacheOfPseudoTargetsIsUsedOnceItsSourcesAreKnown() {
    AdaptationJob job = withSources("", RESTORER, PRIOR);

    assertThat(UsedKeys.of(job))
        .containsExactly(
            StageKeys.of(job.getSpec())
                .pseudoTargetSettings(
                    Map.of("restorer.source", "sha256:1", "prior.source", "sha256:2"))
                .hex());
  }

  @ParameterizedTest
  @ValueSource(strings = {RESTORER, PRIOR, TARGETS})
  void aJobWithPartOfItsSourcesHasNoCacheYet(String source) {
    assertThat(UsedKeys.of(withSources("", source))).isEmpty();
  }

  @Test
  void aSourceWithoutADigestIsNotKnown() {
    assertThat(UsedKeys.of(withSources("", RESTORER, "{name: prior.source}"))).isEmpty();
  }

  @Test
  void importedPseudoTargetsArePartOfTheirCache() {
    String imported = "method: Imported, source: {uri: targets}";

    assertThat(UsedKeys.of(withSources(imported, RESTORER, PRIOR))).isEmpty();
    assertThat(UsedKeys.of(withSources(imported, RESTORER, PRIOR, TARGETS))).hasSize(1);
  }

  /** A criterion compares candidates with the content of another source. */
  @ParameterizedTest
  @CsvSource({
    "NIQE, dataset.reference",
    "FaceScore, evaluation.faceDetector.source",
    "Quality, evaluation.qualityNetwork.source"
  })
  void theSourceOfACriterionIsPartOfTheCacheToo(String criterion, String source) {
    String selection = "selection: {criterion: " + criterion + "}";
    String digest = "{name: " + source + ", digest: \"sha256:4\"}";

    assertThat(UsedKeys.of(withSources(selection, RESTORER, PRIOR))).isEmpty();
    assertThat(UsedKeys.of(withSources(selection, RESTORER, PRIOR, digest))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {active: a}                | a
          {candidate: b}             | b
          {active: a, candidate: b}  | a b
          {published: "oci://r/m"}   |
          """)
  void theModelsThatServeOrMayServeAreUsed(String model, String used) {
    assertThat(UsedKeys.models(job("", "status: {model: " + model + "}")))
        .containsExactly(used == null ? new String[0] : used.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "Pending, false",
    "Preparing, false",
    "Generating, false",
    "Training, false",
    "Evaluating, false",
    "Publishing, false",
    "Promoting, false",
    "Suspended, false",
    "Succeeded, true",
    "Failed, true"
  })
  void aJobIsFinishedInTwoPhases(String phase, boolean isFinished) {
    assertThat(JobReferences.isFinished(job("", "status: {phase: " + phase + "}")))
        .isEqualTo(isFinished);
  }

  @Test
  void aJobWithoutAStatusIsNotFinished() {
    assertThat(JobReferences.isFinished(job("", ""))).isFalse();
  }

  @Test
  void theReferencesOfAllJobsAreAddedUp() {
    AdaptationJob working =
        job(
            "",
            "status: {phase: Training, stages: [{name: train, cacheKey: \"%s\"}]}".formatted(ONE));
    AdaptationJob finished =
        job(
            "",
            "status: {phase: Succeeded, model: {active: a}, stages: [{name: train, cacheKey:"
                + " \"%s\"}]}".formatted(TWO));

    WorkspaceCleaning used = JobReferences.of(List.of(working, finished), job -> false);

    assertThat(used.keys()).containsExactly(ONE, TWO);
    assertThat(used.complete()).as("personal data").containsExactly(ONE);
    assertThat(used.models()).containsExactly("a");
  }

  @Test
  void aWorkspaceWithoutJobsUsesNothing() {
    assertThat(JobReferences.of(List.of(), job -> true).toJson()).isEqualTo("{}");
    assertThat(WorkspaceRetention.of(List.of()).personalDataAfterDays()).isEmpty();
    assertThat(WorkspaceRetention.of(List.of()).unusedArtifactsAfterDays()).isEmpty();
  }
}
