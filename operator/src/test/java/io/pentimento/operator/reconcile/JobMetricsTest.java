package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.operator.observe.Jobs;
import java.io.IOException;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobMetricsTest {
  private static final String ON_A_GPU =
      "fineTuning: {resources: {limits: {nvidia.com/gpu: 2}}, iterations: 100}";
  private PlayedCluster cluster;

  @BeforeEach
  void start() {
    cluster = new PlayedCluster();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aRunCountsItsStagesItsGateAndItsRolloutOnce() throws IOException {
    cluster.apply();
    cluster.play();
    cluster.restartOperator();
    cluster.play();

    for (StageName stage : EnumSet.complementOf(EnumSet.of(StageName.SERVE))) {
      long ended =
          of("adaptation.phase.duration", "phase", stage.value(), "outcome", "succeeded")
              .timer()
              .count();
      assertThat(ended).as(stage.value()).isEqualTo(1);
    }
    assertThat(of("adaptation.gate.decisions", "outcome", "passed").counter().count()).isOne();
    assertThat(of("adaptation.rollouts", "outcome", "succeeded").counter().count()).isOne();
  }

  @Test
  void theGpuTimeOfAGoodAttemptIsUseful() throws IOException {
    cluster.apply("fineTuning: {iterations: 100}", ON_A_GPU);
    cluster.play();

    double seconds =
        of("adaptation.gpu.seconds", "phase", "train", "outcome", "useful").counter().count();
    assertThat(seconds).isEqualTo(2 * 60.0);
  }

  @Test
  void theGpuTimeOfAFailedAttemptIsWasted() throws IOException {
    cluster.apply("fineTuning: {iterations: 100}", ON_A_GPU);
    Job train = playUntil(StageName.TRAIN);
    cluster.reconcile();
    cluster.client.resource(failed(train)).create();
    cluster.end(train, "Failed");
    cluster.reconcile();
    cluster.reconcile();

    double seconds =
        of("adaptation.gpu.seconds", "phase", "train", "outcome", "wasted").counter().count();
    assertThat(seconds).isEqualTo(2 * 30.0);
  }

  @Test
  void aStageThatWaitsForANodeCountsTheWaitAndItsReason() throws IOException {
    cluster.apply();
    cluster.reconcile();
    Job prepare = cluster.jobs().get(0);
    Pod pod = unschedulable(prepare);
    cluster.client.resource(pod).create();
    cluster.reconcile();
    cluster.now = cluster.now.plusSeconds(99);
    cluster.client.resource(pod).delete();
    cluster.startPods(prepare);
    cluster.reconcile();

    double seconds =
        of("adaptation.phase.queue", "phase", "prepare", "reason", "Unschedulable")
            .timer()
            .totalTime(java.util.concurrent.TimeUnit.SECONDS);
    assertThat(seconds).isEqualTo(100);
  }

  @Test
  void aRolloutThatIsGivenUpCountsAsARollback() throws IOException {
    cluster.apply();
    cluster.play();
    String good = cluster.deployed();
    cluster.edit("iterations: 100", "iterations: 200");
    while (good.equals(cluster.deployed())) {
      cluster.reconcile();
      cluster.jobs().stream().filter(job -> !Jobs.isFinished(job)).forEach(cluster::succeed);
    }
    cluster.missDeadline(cluster.deployment().orElseThrow());
    cluster.play();

    assertThat(of("adaptation.rollback", "reason", "RolloutAborted").counter().count()).isOne();
    assertThat(of("adaptation.rollouts", "outcome", "failed").counter().count()).isOne();
  }

  @Test
  void jobsAreCountedByPhase() throws IOException {
    cluster.apply();
    cluster.play();
    new JobMetrics(cluster.metrics).countPhases(() -> Stream.of(cluster.job()));

    assertThat(of("adaptation.job.phase", "phase", "succeeded").gauge().value()).isOne();
    assertThat(of("adaptation.job.phase", "phase", "failed").gauge().value()).isZero();
  }

  private RequiredSearch of(String name, String... tags) {
    return cluster.metrics.get(name).tags(tags);
  }

  private Job playUntil(StageName stage) {
    while (cluster.job(stage).isEmpty()) {
      cluster.reconcile();
      cluster.jobs().stream()
          .filter(job -> Jobs.stage(job) != stage && !Jobs.isFinished(job))
          .forEach(cluster::succeed);
    }
    return cluster.job(stage).orElseThrow();
  }

  private Pod unschedulable(Job job) {
    return new PodBuilder(pod(job))
        .withNewStatus()
        .withPhase("Pending")
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus("False")
        .withReason("Unschedulable")
        .withMessage("0/3 nodes are available")
        .endCondition()
        .endStatus()
        .build();
  }

  private Pod failed(Job job) {
    return new PodBuilder(pod(job))
        .withNewStatus()
        .withPhase("Failed")
        .addNewContainerStatus()
        .withName("worker")
        .withNewState()
        .withNewTerminated()
        .withExitCode(75)
        .withStartedAt(cluster.now.minusSeconds(30).toString())
        .withFinishedAt(cluster.now.toString())
        .endTerminated()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private static Pod pod(Job job) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(job.getMetadata().getName() + "-pod")
        .withNamespace("vision")
        .addToLabels("batch.kubernetes.io/job-name", job.getMetadata().getName())
        .endMetadata()
        .build();
  }
}
