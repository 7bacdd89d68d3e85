// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.ServingModel;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageKeys;
import io.pentimento.contract.StageParameters;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model that serves is a second baseline of the next candidate. */
class BaselineSelectionTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theFirstModelIsComparedWithTheBaseAlone(boolean seesWorkspace) throws IOException {
    PlannerSimulation cluster = serving(seesWorkspace);

    assertThat(evaluation(cluster).serving()).isNull();
    assertThat(status(cluster).gate().serving()).isNull();
    assertThat(evaluated(cluster))
        .isEqualTo(
            StageKeys.of(cluster.job.getSpec())
                .evaluate(ResolvedSources.digests(status(cluster).sources())));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theNextModelIsComparedWithTheOneThatServes(boolean seesWorkspace) throws IOException {
    PlannerSimulation cluster = serving(seesWorkspace);
    String incumbent = status(cluster).model().active();
    StageKey train = key(cluster, StageName.TRAIN);

    edit(cluster, "iterations: 100", "iterations: 7");
    runToTheEnd(cluster);

    assertThat(evaluation(cluster).serving()).isEqualTo(new ServingModel(incumbent, train));
    assertThat(status(cluster).gate().serving()).isEqualTo(incumbent);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRolloutOfTheNextModelLeavesItsEvidenceAlone(boolean seesWorkspace) throws IOException {
    PlannerSimulation cluster = serving(seesWorkspace);
    edit(cluster, "iterations: 100", "iterations: 7");

    runToTheEnd(cluster);
    cluster.crash();
    runToTheEnd(cluster);

    assertThat(status(cluster).phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(status(cluster).model().active()).isEqualTo(status(cluster).gate().candidate());
    assertThat(cluster.started).filteredOn("evaluate 1"::equals).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusedModelIsComparedOnceAndMeasuredAgainAfterAnEditOfTheGate(boolean seesWorkspace)
      throws IOException {
    PlannerSimulation cluster = serving(seesWorkspace);
    String incumbent = status(cluster).model().active();
    cluster.improvement = -0.5;
    edit(cluster, "iterations: 100", "iterations: 7");
    runToTheEnd(cluster);

    edit(cluster, "iterations: 100", "iterations: 7", "minImprovement: 0.02", "maxRegression: 0.9");
    runToTheEnd(cluster);

    assertThat(evaluation(cluster).serving().digest()).isEqualTo(incumbent);
    assertThat(cluster.started).filteredOn("evaluate 1"::equals).hasSize(3);
    assertThat(status(cluster).phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void aServingModelWithoutArtifactIsNotComparedWith() throws IOException {
    PlannerSimulation cluster = serving(false);
    edit(cluster, "iterations: 100", "iterations: 7");
    cluster.forgetArtefacts();

    runToTheEnd(cluster);

    assertThat(evaluation(cluster).serving()).isNull();
    assertThat(status(cluster).phase()).isEqualTo(Phase.SUCCEEDED);
  }

  private static PlannerSimulation serving(boolean seesWorkspace) throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(), seesWorkspace);
    runToTheEnd(cluster);
    return cluster;
  }

  private static void edit(PlannerSimulation cluster, String... edits) throws IOException {
    cluster.job.setSpec(PlannerSimulation.job(edits).getSpec());
    cluster.job.getMetadata().setGeneration(cluster.job.getMetadata().getGeneration() + 1);
  }

  /** Every stage takes a few looks, so that what changes meanwhile would show. */
  private static void runToTheEnd(PlannerSimulation cluster) {
    for (int i = 0; i < 12; i++) {
      cluster.step();
      cluster.step();
      cluster.activeRuns().forEach(cluster::succeed);
      if (cluster.candidateIsComing()) {
        cluster.candidateGetsReady();
      }
    }
  }

  private static AdaptationJobStatus status(PlannerSimulation cluster) {
    return cluster.job.getStatus();
  }

  private static StageKey key(PlannerSimulation cluster, StageName stage) {
    return new StageKey(status(cluster).stage(stage).orElseThrow().cacheKey());
  }

  private static StageKey evaluated(PlannerSimulation cluster) {
    return key(cluster, StageName.EVALUATE);
  }

  private static StageParameters.Evaluate evaluation(PlannerSimulation cluster) {
    StageDocument document = cluster.document(evaluated(cluster));
    return (StageParameters.Evaluate) document.parameters();
  }
}
