// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.operator.fault.Fault;
import io.pentimento.operator.fault.FaultInjector;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.workflow.status.ConditionTypes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator with its informers, on an API server with faults. */
@QuarkusTest
@QuarkusTestResource(value = MockApiServerResource.class, restrictToAnnotatedClass = true)
@Timeout(600)
class OperatorFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Inject Operator operator;
  SimulatedCluster cluster;

  @BeforeEach
  void startTheOperator() {
    operator.start();
  }

  @AfterEach
  void removeFaults() {
    cluster.server.set(FaultInjector.fair());
  }

  @Test
  void itRetriesForeverWithPauses() {
    assertThat(
            operator
                .getRegisteredController(AdaptationJobReconciler.NAME)
                .map(each -> each.getConfiguration().getRetry()))
        .get()
        .isInstanceOfSatisfying(
            GenericRetry.class,
            retry -> {
              assertThat(retry.getMaxAttempts()).isNegative();
              assertThat(retry.getInitialInterval()).isEqualTo(1_000);
              assertThat(retry.getMaxInterval()).isEqualTo(60_000);
            });
  }

  @Test
  void brokenOrExpiredWatchesCreateNothingTwice() throws IOException {
    AtomicInteger watches = new AtomicInteger();
    cluster.server.set(
        call ->
            "watch".equals(call.permission().verb()) && watches.incrementAndGet() % 2 == 1
                ? new Fault.Gone()
                : Fault.none());
    apply("watched");
    AtomicInteger looks = new AtomicInteger();

    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              if (looks.incrementAndGet() % 5 == 1) {
                cluster.server.proxy.cut();
              }
              cluster.controllersWork();
              return isServed("watched");
            });
    assertThatNothingRanTwice("watched");
    assertThat(watches.get()).isPositive();
  }

  @Test
  void anOutageFailsNoStage() throws IOException {
    apply("away");
    await().atMost(PATIENCE).until(() -> !jobs("away").isEmpty());
    cluster.server.proxy.goDown();
    cluster.controllersWork();
    await().atMost(PATIENCE).until(() -> cluster.server.proxy.refused() > 3);
    cluster.server.proxy.comeBack();

    awaitServed("away");
    assertThatNothingRanTwice("away");
    assertThat(status("away").orElseThrow().stages()).allMatch(stage -> stage.failures() == null);
  }

  @Test
  void aJobThatCannotBeReconciledReportsItAndDoesNotDelayOthers() throws IOException {
    cluster.server.set(
        call ->
            call.isWrite() && call.path().contains("/configmaps/poison")
                ? Fault.answer(422, "ConfigMap is invalid: that will do as a poison")
                : Fault.none());
    apply("poison");
    apply("healthy");

    awaitServed("healthy");
    await().atMost(PATIENCE).until(() -> stalled("poison").isPresent());
    assertThat(stalled("poison").orElseThrow().getReason()).isEqualTo("Rejected");
    assertThat(jobs("poison")).isEmpty();

    cluster.server.set(FaultInjector.fair());
    awaitServed("poison");
    assertThat(stalled("poison")).isEmpty();
  }

  private void apply(String name) throws IOException {
    cluster.apply("name: night", "name: " + name);
  }

  private void awaitServed(String name) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              cluster.controllersWork();
              return isServed(name);
            });
    assertThatNothingRanTwice(name);
  }

  private void assertThatNothingRanTwice(String name) {
    assertThat(jobs(name)).hasSize(4).allMatch(job -> Jobs.attempt(job) == 1);
  }

  private boolean isServed(String name) {
    return status(name).filter(status -> status.phase() == Phase.SUCCEEDED).isPresent();
  }

  private Optional<AdaptationJobStatus> status(String name) {
    return Optional.ofNullable(cluster.job(name).getStatus());
  }

  private Optional<Condition> stalled(String name) {
    return status(name)
        .flatMap(status -> status.condition(ConditionTypes.STALLED))
        .filter(condition -> "True".equals(condition.getStatus()));
  }

  private List<Job> jobs(String name) {
    String uid = cluster.job(name).getMetadata().getUid();
    return cluster.jobs().stream()
        .filter(job -> uid.equals(job.getMetadata().getLabels().get("pentimento.io/job-uid")))
        .toList();
  }
}
