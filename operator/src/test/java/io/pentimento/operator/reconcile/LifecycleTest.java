// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.operator.Answers;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.observe.SecondaryResources;
import io.pentimento.operator.reconcile.SimulatedCluster.Look;
import io.pentimento.workflow.status.ConditionTypes;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Disruptions, completion and deletion of jobs, observed through the API. */
class LifecycleTest {
  private static final Duration TIME_TO_LIVE = Duration.ofHours(1);
  private SimulatedCluster cluster;

  @BeforeEach
  void start() {
    cluster = new SimulatedCluster();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aFinishedJobIsDeletedAfterItsTimeToLiveAlsoAfterARestart() throws IOException {
    cluster.apply(
        "serving: {replicas: 2}",
        "serving: {replicas: 2, deletionPolicy: Retain}\n  ttlSecondsAfterFinished: 3600");

    assertThatItIsLookedAtWhenItsTimeIsOver(Phase.SUCCEEDED);
    cluster.collectGarbage();
    assertThat(cluster.jobs()).isEmpty();
    assertThat(cluster.deployments()).as("what serves stays").hasSize(1);
    assertThat(cluster.services()).hasSize(1);
  }

  @Test
  void aTimeToLiveThatWouldDeleteTheServersIsRejected() throws IOException {
    cluster.apply("spec:\n", "spec:\n  ttlSecondsAfterFinished: 3600\n");
    cluster.reconcile();

    assertThat(cluster.jobs()).isEmpty();
    assertThat(cluster.status().condition(ConditionTypes.STALLED).orElseThrow().getMessage())
        .contains("serving.deletionPolicy to Retain");
  }

  @Test
  void aTypoInAPodTemplateIsReportedBeforeAnyWorkStarts() throws IOException {
    cluster.apply(
        "serving: {replicas: 2}",
        "serving: {replicas: 2, podTemplate: {spec: {tolerationz: [{operator: Exists}]}}}");
    cluster.reconcile();

    assertThat(cluster.jobs()).isEmpty();
    Condition stalled = cluster.status().condition(ConditionTypes.STALLED).orElseThrow();
    assertThat(stalled.getReason()).isEqualTo("InvalidSpec");
    assertThat(stalled.getMessage()).contains("\"spec.serving.podTemplate.spec.tolerationz\"");
  }

  /** A field of the wrong type must not make the whole list of jobs unreadable. */
  @Test
  void aPodTemplateOfAnotherTypeIsReportedToo() throws IOException {
    cluster.apply(
        "serving: {replicas: 2}",
        "serving: {replicas: 2}\n  preparation: {podTemplate: {spec: 5}}");
    cluster.reconcile();

    assertThat(cluster.jobs()).isEmpty();
    assertThat(cluster.status().condition(ConditionTypes.STALLED).orElseThrow().getMessage())
        .contains("spec.preparation.podTemplate.spec: Invalid value");
  }

  @Test
  void aJobThatFailsAtOnceCostsTwoStatusWrites() throws IOException {
    cluster.apply("spec:\n", "spec:\n  backoffLimit: 0\n");
    cluster.reconcile();
    Job prepare = cluster.job(StageName.PREPARE).orElseThrow();
    cluster.startPods(prepare);
    cluster.reconcile();
    cluster.reconcile();
    cluster.end(prepare, "Failed");
    cluster.reconcile();
    cluster.reconcile();

    assertThat(cluster.status().phase()).isEqualTo(Phase.FAILED);
    assertThat(cluster.server.writes).filteredOn(write -> write.contains("/status")).hasSize(2);
  }

  @Test
  void aJobThatAUserSuspendsIsNotQueued() throws IOException {
    cluster.apply();
    cluster.reconcile();
    cluster.end(cluster.jobs().get(0), "Suspended");
    cluster.reconcile();

    assertThat(stage(StageName.PREPARE).reason()).isEqualTo("JobSuspended");
    assertThat(stage(StageName.PREPARE).message())
        .contains(cluster.jobs().get(0).getMetadata().getName(), "set its spec.suspend to false");
  }

  @Test
  void problemsAreWarnings() throws IOException {
    cluster.apply();
    cluster.reconcile();
    cluster.leaveUnscheduled(cluster.jobs().get(0), "0/3 nodes are available");
    cluster.reconcile();

    assertThat(events())
        .extracting(Event::getReason, Event::getType)
        .containsExactlyInAnyOrder(
            tuple("StageStarted", "Normal"), tuple("Unschedulable", "Warning"));
  }

  private List<Event> events() {
    return cluster.client.events().v1().events().inNamespace("vision").list().getItems();
  }

  @Test
  void aJobWithoutServersIsDeletedToo() throws IOException {
    cluster.apply(
        "serving: {replicas: 2}", "serving: {replicas: 0}\n  ttlSecondsAfterFinished: 3600");

    assertThatItIsLookedAtWhenItsTimeIsOver(Phase.SUCCEEDED);
  }

  @Test
  void aFailedJobIsDeletedAfterItsTimeToLive() throws IOException {
    cluster.apply(
        "serving: {replicas: 2}",
        "serving: {replicas: 0}\n  backoffLimit: 0\n  ttlSecondsAfterFinished: 3600");
    cluster.reconcile();
    cluster.end(cluster.jobs().get(0), "Failed");

    assertThatItIsLookedAtWhenItsTimeIsOver(Phase.FAILED);
  }

  @Test
  void anEditBeforeItsTimeIsOverKeepsAFinishedJob() throws IOException {
    String ttl = "serving: {replicas: 0}\n  ttlSecondsAfterFinished: 3600";
    cluster.apply("serving: {replicas: 2}", ttl);
    cluster.play();
    cluster.edit(
        "fineTuning: {iterations: 100}\n"
            + "  evaluation: {gates: [{metric: NIQE, minImprovement: 0.02}]}\n"
            + "  serving: {replicas: 2}",
        "fineTuning: {iterations: 200}\n"
            + "  evaluation: {gates: [{metric: NIQE, minImprovement: 0.02}]}\n"
            + "  "
            + ttl);
    cluster.now = cluster.now.plus(TIME_TO_LIVE);
    cluster.reconcile();

    assertThat(cluster.job()).isNotNull();
    assertThat(cluster.status().phase()).isEqualTo(Phase.TRAINING);
  }

  @Test
  void anEvictedShardRunsAgainInTheSameJobAndCostsNoRetry() throws IOException {
    cluster.apply("spec:\n", "spec:\n  backoffLimit: 0\n");
    Job generate = playUntil(StageName.GENERATE);
    cluster.evict(generate, 0);
    cluster.reconcile();

    assertThat(stage(StageName.GENERATE).reason()).isEqualTo("PodReplaced");
    assertThat(stage(StageName.GENERATE).message()).contains("The pod is replaced");

    cluster.now = cluster.now.plusSeconds(60);
    cluster.play();

    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(cluster.jobs()).hasSize(4);
    assertThat(stage(StageName.GENERATE).attempt()).isOne();
    assertThat(stage(StageName.GENERATE).failures()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"PREPARE", "GENERATE", "TRAIN", "EVALUATE"})
  void aJobThatFailsByAnEvictionIsTriedAgainAtOnceAndCostsNoRetry(StageName stage)
      throws IOException {
    cluster.apply("spec:\n", "spec:\n  backoffLimit: 0\n");
    Job disrupted = playUntil(stage);
    cluster.evict(disrupted, 0);
    if (stage == StageName.GENERATE) {
      cluster.evict(disrupted, 1);
    }
    cluster.end(disrupted, "Failed");
    cluster.reconcile();

    assertThat(cluster.jobs())
        .filteredOn(job -> Jobs.stage(job) == stage)
        .extracting(Jobs::attempt)
        .containsExactlyInAnyOrder(1, 2);

    cluster.play();

    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(stage(stage).attempt()).isEqualTo(2);
    assertThat(stage(stage).failures()).isNull();
  }

  @Test
  void aModelOtherThanTheEvaluatedOneIsNeverServed() throws IOException {
    cluster.apply();
    Job evaluate = playUntil(StageName.EVALUATE);
    cluster.succeed(evaluate, answer -> answer.withDigests(model("f")));
    cluster.play();

    assertThat(cluster.deployments()).isEmpty();
    assertThat(cluster.status().phase()).isEqualTo(Phase.FAILED);
    assertThat(stage(StageName.EVALUATE).reason()).isEqualTo("ModelMismatch");
    assertThat(stage(StageName.EVALUATE).message()).contains(Answers.model("f".repeat(64)));
  }

  @Test
  void aModelMismatchKeepsThePreviousModelServing() throws IOException {
    cluster.apply();
    cluster.play();
    String good = cluster.deployed();
    cluster.edit("iterations: 100", "iterations: 200");
    while (working(StageName.EVALUATE).isEmpty()) {
      cluster.reconcile();
      Optional<Job> measured = working(StageName.EVALUATE);
      cluster.jobs().stream()
          .filter(job -> !Jobs.isFinished(job) && !Optional.of(job).equals(measured))
          .forEach(cluster::succeed);
    }
    cluster.succeed(
        working(StageName.EVALUATE).orElseThrow(), answer -> answer.withDigests(model("f")));
    cluster.play();

    assertThat(cluster.deployed()).isEqualTo(good);
    assertThat(cluster.status().model().active()).isEqualTo(good);
    assertThat(cluster.status().condition(ConditionTypes.READY).orElseThrow().getStatus())
        .isEqualTo("True");
  }

  @ParameterizedTest
  @EnumSource(names = {"PREPARE", "GENERATE", "TRAIN", "EVALUATE"})
  void nothingIsLeftOfAJobThatIsDeletedWhileAStageWorks(StageName stage) throws IOException {
    cluster.apply();
    playUntil(stage);
    Look before = cluster.look();
    cluster.client.resource(cluster.job()).delete();

    try {
      cluster.reconcile(before);
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).as("its status is gone").isIn(404, 409);
    }
    cluster.collectGarbage();

    assertThat(cluster.jobs()).isEmpty();
    assertThat(cluster.configMaps()).isEmpty();
    assertThat(cluster.deployments()).isEmpty();
  }

  @Test
  void nothingIsLeftOfAServedJobThatIsDeletedUnlessItIsToBeRetained() throws IOException {
    cluster.apply();
    cluster.play();
    deleteTheJob();

    assertThat(cluster.deployments()).isEmpty();
    assertThat(cluster.services()).isEmpty();

    cluster.apply("replicas: 2", "replicas: 2, deletionPolicy: Retain");
    cluster.play();
    deleteTheJob();

    assertThat(cluster.jobs()).isEmpty();
    assertThat(cluster.deployments()).hasSize(1);
    assertThat(cluster.services()).hasSize(1);
  }

  @Test
  void aJobOfTheSameNameHasServersOfItsOwn() throws IOException {
    cluster.apply("replicas: 2", "replicas: 2, deletionPolicy: Retain");
    cluster.play();
    String retained = cluster.deployment().orElseThrow().getMetadata().getName();
    deleteTheJob();
    cluster.apply();
    for (int i = 0; i < 12; i++) {
      cluster.reconcile(
          new Look(
              cluster.job(),
              new SecondaryResources(ownJobs(), Optional.empty(), Optional.empty())));
      cluster.controllersWork();
    }

    assertThat(cluster.deployments())
        .hasSize(2)
        .filteredOn(each -> each.getMetadata().getName().equals(retained))
        .hasSize(1);
  }

  @Test
  void aJobThatIsBeingDeletedIsNotChanged() throws IOException {
    cluster.apply();
    Look look = cluster.look();
    look.job().getMetadata().setDeletionTimestamp(cluster.now.toString());

    cluster.reconcile(look);

    assertThat(cluster.server.writes).isEmpty();
  }

  private void assertThatItIsLookedAtWhenItsTimeIsOver(Phase end) {
    Optional<Duration> again = Optional.empty();
    while (cluster.status() == null || cluster.status().phase() != end) {
      again = cluster.reconcile();
      cluster.controllersWork();
    }
    assertThat(again).hasValue(TIME_TO_LIVE);

    cluster.restartOperator();
    assertThat(cluster.reconcile()).hasValueSatisfying(time -> assertThat(time).isPositive());
    assertThat(cluster.job()).isNotNull();

    cluster.now = cluster.now.plus(TIME_TO_LIVE);
    cluster.reconcile();
    assertThat(cluster.job()).isNull();
  }

  private void deleteTheJob() {
    cluster.client.resource(cluster.job()).delete();
    cluster.collectGarbage();
  }

  private java.util.List<Job> ownJobs() {
    String uid = cluster.job().getMetadata().getUid();
    return cluster.jobs().stream()
        .filter(job -> uid.equals(job.getMetadata().getLabels().get("pentimento.io/job-uid")))
        .toList();
  }

  private Job playUntil(StageName stage) {
    Set<StageName> earlier = EnumSet.range(StageName.PREPARE, stage);
    earlier.remove(stage);
    while (cluster.job(stage).isEmpty()) {
      cluster.reconcile();
      cluster.jobs().stream()
          .filter(job -> earlier.contains(Jobs.stage(job)) && !Jobs.isFinished(job))
          .forEach(cluster::succeed);
    }
    return cluster.job(stage).orElseThrow();
  }

  private Optional<Job> working(StageName stage) {
    return cluster.jobs().stream()
        .filter(job -> Jobs.stage(job) == stage && !Jobs.isFinished(job))
        .findFirst();
  }

  private StageStatus stage(StageName name) {
    return cluster.status().stage(name).orElseThrow();
  }

  private static Map<String, String> model(String digit) {
    return Map.of(TerminationMessage.MODEL, Answers.model(digit.repeat(64)));
  }
}
