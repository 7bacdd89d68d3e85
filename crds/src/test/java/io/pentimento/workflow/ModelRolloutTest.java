// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.ServingState.Candidate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A finished job whose servers are lost, and rollouts that fail. */
class ModelRolloutTest {
  private static final String URL = "http://night.vision.svc";
  private static final Duration ONE_HOUR = Duration.ofHours(1);
  private PlannerSimulation cluster;
  private String model;

  @BeforeEach
  void serve() throws IOException {
    cluster = new PlannerSimulation(PlannerSimulation.job("replicas: 1", "replicas: 2"), false);
    cluster.runToTheEnd();
    model = cluster.job.getStatus().model().active();
  }

  @Test
  void aJobStaysCompleteAndReadyWhileOneOfItsServersIsLost() {
    String completed = condition("Complete").getLastTransitionTime();
    cluster.now = cluster.now.plus(ONE_HOUR);
    serving(model, 1, new Candidate(model, false, "Unschedulable: no node fits"));

    Decision decision = cluster.step();

    assertThat(decision.actions()).isEmpty();
    assertThat(cluster.job.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(condition("Complete").getStatus()).isEqualTo("True");
    assertThat(condition("Complete").getLastTransitionTime()).isEqualTo(completed);
    assertThat(condition("Ready").getStatus()).isEqualTo("True");
    assertThat(condition("Serving").getStatus()).isEqualTo("True");
    assertThat(condition("Serving").getMessage())
        .isEqualTo("1 of 2 servers are ready with model %s; Unschedulable: no node fits", model);
    assertThat(status().serving().readyReplicas()).isOne();
    assertThat(status().serving().replicas()).isEqualTo(2);
    assertThat(status().serving().model()).isEqualTo(model);
    assertThat(status().serving().message()).contains("no node fits");
  }

  @Test
  void aJobStaysCompleteAndReportsThatNoServerAnswers() {
    serving(null, 0, new Candidate(model, false, "NotReady: the node is away"));

    Decision decision = cluster.step();

    assertThat(decision.actions()).isEmpty();
    assertThat(condition("Complete").getStatus()).isEqualTo("True");
    assertThat(condition("Ready").getStatus()).isEqualTo("False");
    assertThat(condition("Ready").getReason()).isEqualTo("NoServerReady");
    assertThat(condition("Serving").getMessage())
        .isEqualTo("None of 2 servers is ready: NotReady: the node is away");
    assertThat(status().serving().url()).isEqualTo(URL);
    assertThat(status().serving().readyReplicas()).isZero();
    assertThat(status().model().active()).isEqualTo(model);
  }

  @Test
  void serversThatSomebodyRemovedComeBack() {
    cluster.set(ServingState.none());

    Decision decision = cluster.step();

    assertThat(decision.actions())
        .singleElement()
        .isEqualTo(new Action.Serve(model, cluster.document(StageName.TRAIN).key(), 2));
    assertThat(condition("Complete").getStatus()).isEqualTo("True");
  }

  @Test
  void aRolloutThatPassesItsDeadlineIsGivenUpForWhatServed() throws IOException {
    cluster.edit("startTimestep: 500");
    cluster.runUntilARollout();
    String candidate = status().gate().candidate();
    Instant deadline = cluster.now.plusSeconds(600);
    serving(model, 2, new Candidate(candidate, false, null, "ImagePullBackOff", deadline));

    assertThat(cluster.step().requeueAt()).contains(deadline);
    assertThat(condition("Complete").getStatus()).isEqualTo("False");
    cluster.now = deadline;
    Decision decision = cluster.decide();

    assertThat(decision.actions()).containsExactly(new Action.Serve(model, null, 2));
    assertThat(decision.status().stage(StageName.SERVE).orElseThrow().reason())
        .isEqualTo("RolloutAborted");
    assertThat(decision.status().stage(StageName.SERVE).orElseThrow().message())
        .endsWith("ImagePullBackOff");
    cluster.job.setStatus(decision.status());
    assertThat(cluster.decide().actions())
        .as("an operator that died before it acted")
        .containsExactly(new Action.Serve(model, null, 2));
    serving(model, 2, null);
    assertThat(cluster.step().actions()).isEmpty();
    assertThat(condition("Ready").getStatus()).isEqualTo("True");
  }

  @Test
  void aRevertToTheServingModelReplacesTheModelThatIsRolledOut() throws IOException {
    AdaptationJobSpec first = cluster.job.getSpec();
    cluster.edit("startTimestep: 500");
    cluster.runUntilARollout();
    String other = status().gate().candidate();
    serving(model, 2, new Candidate(other, false, null));

    cluster.job.setSpec(first);
    cluster.job.getMetadata().setGeneration(3L);
    Action serve = new Action.Serve(model, trainKey(), 2);

    assertThat(cluster.decide().actions()).containsExactly(serve);
    cluster.job.setStatus(cluster.decide().status());
    assertThat(condition("Ready").getStatus()).isEqualTo("True");
    assertThat(condition("RolledOut").getStatus()).isEqualTo("Unknown");
    assertThat(cluster.decide().actions())
        .as("an operator that died before it acted")
        .containsExactly(serve);

    cluster.step();
    assertThat(cluster.step().actions()).isEmpty();
    serving(model, 2, null);
    assertThat(cluster.step().actions()).isEmpty();
    assertThat(condition("RolledOut").getStatus()).isEqualTo("True");
    assertThat(status().model().active()).isEqualTo(model);
  }

  @Test
  void aFailedRolloutOfAnotherModelIsReplacedTooByARevert() throws IOException {
    AdaptationJobSpec first = cluster.job.getSpec();
    cluster.edit("startTimestep: 500");
    cluster.runUntilARollout();
    serving(model, 2, new Candidate(status().gate().candidate(), true, "ImagePullBackOff"));

    cluster.job.setSpec(first);
    cluster.job.getMetadata().setGeneration(3L);

    assertThat(cluster.decide().actions()).containsExactly(new Action.Serve(model, trainKey(), 2));
  }

  @Test
  void aRolloutPastActiveDeadlineSecondsIsRolledBackAndNotStartedAgain() throws IOException {
    cluster.edit("startTimestep: 500");
    cluster.job.setSpec(withDeadline(cluster.job.getSpec(), 1000));
    cluster.runUntilARollout();
    serving(model, 2, new Candidate(status().gate().candidate(), false, null));
    cluster.step();
    cluster.now = cluster.now.plusSeconds(1000);

    Decision decision = cluster.decide();

    Action rollback = new Action.Serve(model, null, 2);
    assertThat(decision.actions()).containsExactly(rollback);
    cluster.job.setStatus(decision.status());
    assertThat(condition("Failed").getReason()).isEqualTo("DeadlineExceeded");
    assertThat(condition("Ready").getStatus()).isEqualTo("True");
    assertThat(cluster.decide().actions())
        .as("an operator that died before it acted")
        .containsExactly(rollback);

    serving(model, 2, null);
    assertThat(cluster.step().actions()).isEmpty();
    assertThat(cluster.step().actions()).isEmpty();
    assertThat(condition("Failed").getReason()).isEqualTo("DeadlineExceeded");
  }

  private static AdaptationJobSpec withDeadline(AdaptationJobSpec spec, long seconds) {
    return Serialization.unmarshal(
        Serialization.asYaml(spec) + "activeDeadlineSeconds: %d\n".formatted(seconds),
        AdaptationJobSpec.class);
  }

  /** Of the model that serves. */
  private StageKey trainKey() {
    return new StageKey(model.substring("sha256:".length()));
  }

  @Test
  void otherSettingsOfTheSameModelAreARolloutOfTheirOwn() {
    cluster.job.getMetadata().setGeneration(2L);
    serving(model, 2, new Candidate(model, false, "The servers do not follow the latest edit"));

    assertThat(cluster.step().actions()).isEmpty();
    assertThat(condition("Complete").getStatus()).isEqualTo("False");
    assertThat(condition("Ready").getStatus()).isEqualTo("True");

    serving(model, 2, new Candidate(model, true, "ImagePullBackOff"));
    assertThat(cluster.step().actions()).containsExactly(new Action.Serve(model, null, 2));
    assertThat(condition("RolledOut").getReason()).isEqualTo("RolloutAborted");
    assertThat(condition("Ready").getStatus()).isEqualTo("True");
  }

  @Test
  void whatForbidsThePodsOfServersIsTheReasonOfTheStage() throws IOException {
    cluster.edit("startTimestep: 500");
    cluster.runUntilARollout();
    String candidate = status().gate().candidate();
    serving(
        model,
        2,
        new Candidate(candidate, false, WaitReason.FAILED_CREATE, "exceeded quota: q", null));

    cluster.step();

    assertThat(condition("RolledOut").getReason()).isEqualTo("FailedCreate");
    assertThat(condition("Reconciling").getMessage())
        .isEqualTo("serve is waiting: exceeded quota: q");
  }

  private void serving(String active, int ready, Candidate candidate) {
    cluster.set(new ServingState(active, ready, URL, candidate, Map.of()));
  }

  private AdaptationJobStatus status() {
    return cluster.job.getStatus();
  }

  private Condition condition(String type) {
    return status().condition(type).orElseThrow();
  }
}
