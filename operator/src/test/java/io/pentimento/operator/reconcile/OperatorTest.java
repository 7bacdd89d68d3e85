// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.operator.fault.Permission;
import io.pentimento.operator.metrics.JobMetric;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.service.ServiceCanaryTest;
import io.pentimento.operator.service.SimulatedService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The operator with its informers, as the container wires it. */
@QuarkusTest
@QuarkusTestResource(value = MockApiServerResource.class, restrictToAnnotatedClass = true)
class OperatorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Metrics that a job without failures and GPUs does not increase. */
  private static final EnumSet<JobMetric> OF_TROUBLE =
      EnumSet.of(JobMetric.ROLLBACK, JobMetric.PHASE_QUEUE, JobMetric.GPU_SECONDS);

  /** Metrics of the SDK that dashboard and alerts use. */
  private static final List<String> OF_THE_SDK =
      List.of(
          "reconciliations_success_total\\{",
          "reconciliations_execution_duration_seconds_bucket\\{",
          "reconciliations_queue\\{",
          "custom_resources\\{");

  @Inject Operator operator;

  @TestHTTPResource("/q/metrics")
  URL metrics;

  SimulatedCluster cluster;

  /**
   * Permissions that no request needs here: for the lease, and for admission of owner references.
   */
  private static final Set<Permission> UNSEEN =
      Set.of(
          new Permission("coordination.k8s.io", "leases", "get"),
          new Permission("coordination.k8s.io", "leases", "create"),
          new Permission("coordination.k8s.io", "leases", "update"),
          new Permission("coordination.k8s.io", "leases", "patch"),
          new Permission("pentimento.io", "adaptationjobs/finalizers", "update"),
          new Permission("pentimento.io", "restorationservices/finalizers", "update"));

  @Test
  void aJobIsReconciledFromApplyToServed() throws IOException {
    takeAJobFromApplyToServed();

    assertThat(cluster.jobs()).hasSize(4).allMatch(Jobs::isComplete);
    assertThat(cluster.status().model().active()).isEqualTo(cluster.deployed());
    assertThat(cluster.client.events().v1().events().inNamespace("vision").list().getItems())
        .extracting(event -> event.getReason())
        .contains("StageStarted", "Completed", "RolloutStarted", "RolledOut");
  }

  @Test
  void itUsesExactlyThePermissionsThatItsRulesGrant() throws IOException {
    takeAJobFromApplyToServed();
    try (SimulatedCluster life = new SimulatedCluster();
        SimulatedCluster queued = new SimulatedCluster();
        CanaryCluster canaries = new CanaryCluster()) {
      playAWholeLife(life);
      waitInAQueue(queued);
      canaries.createRoute();
      canaries.trainAnotherModel();
      canaries.playUntilStep(1);

      Set<Permission> asked = new TreeSet<>(life.server.asked);
      asked.addAll(queued.server.asked);
      asked.addAll(canaries.cluster.server.asked);
      asked.addAll(cluster.server.asked);
      asked.addAll(SimulatedService.askedInAWholeLife());
      asked.addAll(ServiceCanaryTest.askedInACanary());
      assertThat(asked).isSubsetOf(Permission.granted());
      asked.addAll(UNSEEN);
      assertThat(Permission.granted()).isEqualTo(asked);
    }
  }

  @Test
  void itsMetricsHaveTheNamesThatDashboardsUse() throws IOException {
    takeAJobFromApplyToServed();

    String scraped;
    try (InputStream answer = metrics.openStream()) {
      scraped = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(EnumSet.complementOf(OF_TROUBLE))
        .allSatisfy(
            metric -> assertThat(scraped).containsPattern("(?m)^" + metric.prometheusName()));
    assertThat(scraped).containsPattern("(?m)^adaptation_job_info\\{.*name=\"night\"");
    assertThat(OF_THE_SDK).allSatisfy(name -> assertThat(scraped).containsPattern("(?m)^" + name));
    assertThat(scraped).as("it drifts").doesNotContainPattern("(?m)^reconciliations_active");
  }

  @Test
  void aServiceThatIsDeletedIsNoticedWithoutAnApply() throws IOException {
    takeAJobFromApplyToServed();
    Service deleted = cluster.service().orElseThrow();

    cluster.client.resource(deleted).delete();

    await()
        .atMost(PATIENCE)
        .until(() -> cluster.service().filter(known -> isAnother(known, deleted)).isPresent());
  }

  /** The operator also reconciles objects that are being deleted, and does not delay them. */
  @Test
  void objectsThatWaitForTheEndOfACanaryAreReleased() throws IOException {
    takeAJobFromApplyToServed();
    AdaptationJob job = cluster.job();
    job.getMetadata().setFinalizers(List.of("pentimento.io/canary"));
    cluster.client.resource(job).update();
    RestorationService service = cluster.client.resource(heldService()).create();

    cluster.client.resource(cluster.job()).delete();
    cluster.client.resource(service).delete();

    await().atMost(PATIENCE).until(() -> cluster.job() == null);
    await().atMost(PATIENCE).until(() -> cluster.client.resource(service).get() == null);
    cluster.collectGarbage();
  }

  private static RestorationService heldService() {
    return Serialization.unmarshal(
        """
        apiVersion: pentimento.io/v1alpha1
        kind: RestorationService
        metadata: {name: held, namespace: vision, finalizers: [pentimento.io/canary]}
        spec: {model: {jobRef: {name: absent}}}
        """,
        RestorationService.class);
  }

  private static boolean isAnother(Service known, Service deleted) {
    return !known.getMetadata().getUid().equals(deleted.getMetadata().getUid());
  }

  /** A job that uses every field for which the operator needs a permission. */
  private static void playAWholeLife(SimulatedCluster life) throws IOException {
    life.apply();
    life.reconcile();
    life.now = Jobs.created(life.jobs().get(0)).plusSeconds(15); // There is still no pod.
    life.reconcile();
    life.startPods(life.jobs().get(0));
    life.reconcile();
    life.edit("spec:\n", "spec:\n  suspend: true\n");
    life.reconcile();
    life.edit("", "");
    life.play();
    life.edit("shards: 2", "shards: 2, startTimestep: 100, constraintEndTimestep: 200");
    life.reconcile();
    life.client.resource(life.service().orElseThrow()).delete();
    life.reconcile();
    life.edit("replicas: 2", "autoscaling: {maxReplicas: 4, targetCPUUtilization: 70}");
    life.play();
    life.edit("replicas: 2", "replicas: 0");
    life.play();
    life.edit("serving: {replicas: 2}", "serving: {replicas: 0}\n  ttlSecondsAfterFinished: 0");
    while (life.job() != null) {
      life.reconcile();
      life.controllersWork();
    }
  }

  private static void waitInAQueue(SimulatedCluster cluster) throws IOException {
    cluster.server.kueue.workloads = true;
    cluster.server.kueue.visibility = true;
    Job held = cluster.applyQueued("gpu");
    cluster.server.kueue.hold(
        held.getMetadata().getUid(),
        "{\"type\": \"QuotaReserved\", \"status\": \"False\", \"reason\": \"Pending\"}");
    cluster.reconcile();
  }

  private void takeAJobFromApplyToServed() throws IOException {
    operator.start();
    if (cluster.job() == null) {
      cluster.apply();
    }
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              cluster.controllersWork();
              return cluster.status() != null && cluster.status().phase() == Phase.SUCCEEDED;
            });
  }
}
