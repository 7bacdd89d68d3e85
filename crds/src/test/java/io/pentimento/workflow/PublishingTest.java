// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.PublishParameters;
import io.pentimento.contract.StageDocument;
import io.pentimento.workflow.observation.StageRun;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a model is published, and that it serves only after that. */
class PublishingTest {
  private static final String REPOSITORY = "oci://registry.example:5000/vision/night";
  private static final String PUBLISH =
      "  publish: {uri: '%s:ok', secretRef: {name: registry}, sign: {secretRef: {name: key}}}\n"
          .formatted(REPOSITORY);

  private PlannerSimulation cluster;

  private static AdaptationJob job(String publish) throws IOException {
    return PlannerSimulation.job("  serving:", publish + "  serving:");
  }

  @BeforeEach
  void start() throws IOException {
    cluster = new PlannerSimulation(job(PUBLISH), false);
  }

  @Test
  void aModelThatPassedIsPublishedAndThenServed() {
    runUntil(StageName.PUBLISH);

    assertThat(status().phase()).isEqualTo(Phase.PUBLISHING);
    assertThat(cluster.candidateIsComing()).isFalse();
    assertThat(condition("RolledOut").getMessage()).isEqualTo("Needs what publish makes");

    cluster.runToTheEnd();

    assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(status().model().published()).isEqualTo(REPOSITORY + "@" + PlannerSimulation.IMAGE);
    assertThat(condition("Published").getStatus()).isEqualTo("True");
    assertThat(cluster.started).filteredOn(line -> line.startsWith("publish")).hasSize(1);
  }

  @Test
  void thePodLearnsAllThatTheEvidenceStates() {
    runUntil(StageName.PUBLISH);
    StageDocument document = cluster.document(StageName.PUBLISH);
    PublishParameters parameters = (PublishParameters) document.parameters();

    assertThat(document.upstream())
        .containsOnlyKeys(
            StageName.PREPARE, StageName.GENERATE, StageName.TRAIN, StageName.EVALUATE);
    assertThat(document.digests()).containsKey("dataset.source");
    assertThat(parameters.gate()).isEqualTo(status().gate());
    assertThat(parameters.train().fineTuning().iterations()).isEqualTo(100);
  }

  @Test
  void aModelThatDidNotPassIsNotPublished() {
    cluster.improvement = 0.001;

    cluster.runToTheEnd();

    assertThat(status().phase()).isEqualTo(Phase.FAILED);
    assertThat(condition("Published").getStatus()).isEqualTo("False");
    assertThat(condition("Published").getReason()).isEqualTo("GateNotPassed");
    assertThat(condition("Failed").getReason()).isEqualTo("GateRegression");
    assertThat(cluster.started).noneMatch(line -> line.startsWith("publish"));
  }

  @Test
  void aRegistryThatRefusesTheCredentialsFailsTheJobUntilItIsEdited() throws IOException {
    cluster.fail(runUntil(StageName.PUBLISH), FailureClass.USER_ERROR);
    cluster.step();

    assertThat(status().phase()).isEqualTo(Phase.FAILED);
    assertThat(condition("Published").getStatus()).isEqualTo("False");
    assertThat(cluster.step().actions()).as("what did not get out is not served").isEmpty();

    edit(job(PUBLISH.replace("name: registry", "name: other")));
    cluster.runToTheEnd();

    assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(status().stage(StageName.PUBLISH).orElseThrow().attempt()).isEqualTo(2);
  }

  @Test
  void aRegistryThatIsUnavailableIsTriedAgain() {
    cluster.fail(runUntil(StageName.PUBLISH), FailureClass.INFRASTRUCTURE);
    cluster.step();
    assertThat(condition("Published").getReason()).isEqualTo("BackOff");

    cluster.now = cluster.now.plusSeconds(60);
    cluster.runToTheEnd();

    assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void anotherAddressIsAnotherPublicationAndNothingElseRunsAgain() throws IOException {
    cluster.runToTheEnd();
    int started = cluster.started.size();

    edit(job(PUBLISH.replace("vision/night", "vision/other")));
    cluster.runToTheEnd();

    assertThat(cluster.started.subList(started, cluster.started.size()))
        .containsExactly("publish 1");
    assertThat(status().model().published()).contains("vision/other@");
  }

  @Test
  void theAddressIsKeptWhileTheNextModelIsMade() throws IOException {
    cluster.runToTheEnd();
    String first = status().model().published();

    edit(
        PlannerSimulation.job(
            "shards: 2", "startTimestep: 500", "  serving:", PUBLISH + "  serving:"));
    cluster.step();

    assertThat(status().model().published()).isEqualTo(first);
    assertThat(status().stage(StageName.PUBLISH).orElseThrow().state())
        .isEqualTo(StageState.WAITING);
    assertThat(condition("Published").getStatus()).isEqualTo("Unknown");
  }

  @Test
  void withoutAnAddressThereIsNoSuchStage() throws IOException {
    cluster = new PlannerSimulation(job(""), false);

    cluster.runToTheEnd();

    assertThat(status().stage(StageName.PUBLISH)).isEmpty();
    assertThat(status().condition("Published")).isEmpty();
  }

  private void edit(AdaptationJob edited) {
    cluster.job.setSpec(edited.getSpec());
    cluster.job.getMetadata().setGeneration(cluster.job.getMetadata().getGeneration() + 1);
  }

  /** All goes well until the stage runs. */
  private StageRun runUntil(StageName stage) {
    cluster.runUntil(stage);
    return cluster.activeRuns().get(0);
  }

  private AdaptationJobStatus status() {
    return cluster.job.getStatus();
  }

  private Condition condition(String type) {
    return status().condition(type).orElseThrow();
  }
}
