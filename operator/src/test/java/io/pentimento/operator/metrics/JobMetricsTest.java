// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.reconcile.SimulatedCluster;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobMetricsTest {
  private static final String ON_A_GPU =
      "fineTuning: {resources: {limits: {nvidia.com/gpu: 2}}, iterations: 100}";
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
  void aRunCountsItsStagesItsGateAndItsRolloutOnce() throws IOException {
    cluster.apply(
        "  serving:", "  publish: {uri: \"oci://registry.example/night:ok\"}\n  serving:");
    cluster.play();
    cluster.restartOperator();
    cluster.play();

    for (StageName stage : StageName.values()) {
      long ended =
          of("adaptation.phase.duration", "phase", stage.value(), "outcome", "succeeded")
              .timer()
              .count();
      assertThat(ended).as(stage.value()).isEqualTo(1);
    }
    assertThat(of("adaptation.samples", "outcome", "succeeded").counter().count())
        .isEqualTo(2 * 10.0);
    assertThat(of("adaptation.samples", "outcome", "failed").counter().count()).isZero();
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
    cluster.leaveUnscheduled(prepare, "no node has a GPU");
    cluster.reconcile();
    cluster.now = cluster.now.plusSeconds(99);
    cluster.client.pods().inNamespace("vision").delete();
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

  @Test
  void shardsAreCountedWhileTheirJobRuns() throws IOException {
    cluster.apply("shards: 2", "shards: 200");
    Job generate = playUntil(StageName.GENERATE);
    cluster.client.resource(generate).editStatus(JobMetricsTest::atWork);
    new JobMetrics(cluster.metrics).countShards(() -> cluster.jobs().stream());

    assertThat(of("adaptation.job.shards", "state", "succeeded").gauge().value()).isEqualTo(120);
    assertThat(of("adaptation.job.shards", "state", "active").gauge().value()).isEqualTo(50);
    assertThat(of("adaptation.job.shards", "state", "failed").gauge().value()).isEqualTo(4);
    assertThat(of("adaptation.job.shards", "state", "waiting").gauge().value()).isEqualTo(26);

    cluster.end(cluster.job(StageName.GENERATE).orElseThrow(), "Failed");
    assertThat(of("adaptation.job.shards", "state", "active").gauge().value()).isZero();
  }

  private static Job atWork(Job job) {
    return new JobBuilder(job)
        .withNewStatus()
        .withSucceeded(120)
        .withActive(50)
        .withFailedIndexes("3,7-9")
        .endStatus()
        .build();
  }

  @Test
  void aJobHasASeriesAsLongAsItExists() throws IOException {
    cluster.apply();
    JobInfoGauges series = new JobInfoGauges(cluster.metrics);
    AdaptationJob job = cluster.job();
    series.onResourceCreated(job);
    series.onResourceUpdated(job, job);

    assertThat(of("adaptation.job.info", "namespace", "vision", "name", "night").gauges())
        .singleElement()
        .satisfies(gauge -> assertThat(gauge.value()).isOne())
        .satisfies(gauge -> assertThat(gauge.getId().getTag("restorer")).isEqualTo("SwinIR"));

    series.onResourceDeleted(job);
    assertThat(cluster.metrics.find("adaptation.job.info").gauges()).isEmpty();
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
