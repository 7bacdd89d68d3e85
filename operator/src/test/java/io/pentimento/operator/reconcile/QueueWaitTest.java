// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.operator.fault.MockKueue;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The status of a Job that Kueue has not admitted, and the number of requests for it. */
@Timeout(60)
class QueueWaitTest {
  private static final String NO_QUOTA =
      condition("QuotaReserved", "False", "Pending", "insufficient unused quota for GPUs");
  private static final Duration FRESH = Duration.ofSeconds(15);
  private static final Duration RETRY = Duration.ofMinutes(10);

  private final SimulatedCluster cluster = new SimulatedCluster();
  private final MockKueue kueue = cluster.server.kueue;
  private Job held;
  private String uid;

  @BeforeEach
  void queue() throws IOException {
    held = cluster.applyQueued("gpu");
    uid = held.getMetadata().getUid();
    kueue.requests.clear();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void theStatusHasKueuesReasonAndThePosition() {
    install(true);
    kueue.hold(uid, NO_QUOTA);
    kueue.place(uid, 2, 7);

    cluster.reconcile();

    assertThat(prepare().reason()).isEqualTo("Queued");
    assertThat(prepare().message())
        .isEqualTo(
            "Job %s waits in queue gpu, number 3 there and number 8 in the ClusterQueue."
                    .formatted(held.getMetadata().getName())
                + " Pending: insufficient unused quota for GPUs");
  }

  @Test
  void thePositionIsOmittedWithoutTheVisibilityApi() {
    install(false);
    kueue.hold(uid, NO_QUOTA);

    cluster.reconcile();

    assertThat(prepare().message())
        .endsWith(" waits in queue gpu. Pending: insufficient unused quota for GPUs");
  }

  @Test
  void afterQuotaIsReservedTheStatusNamesTheAdmissionCheck() {
    install(true);
    kueue.hold(
        uid,
        condition("QuotaReserved", "True", "QuotaReserved", "Quota reserved")
            + ", "
            + condition("Admitted", "False", "UnsatisfiedChecks", "nodes are provisioned"));

    cluster.reconcile();

    assertThat(prepare().message())
        .endsWith(" waits in queue gpu. UnsatisfiedChecks: nodes are provisioned");
  }

  @Test
  void theStatusFollowsThePositionWhileNoWatchedObjectChanges() {
    install(true);
    kueue.hold(uid, NO_QUOTA);
    kueue.place(uid, 1, 1);
    assertThat(cluster.reconcile()).hasValue(FRESH);

    kueue.place(uid, 0, 0);
    cluster.now = cluster.now.plus(FRESH);
    cluster.reconcile();

    assertThat(prepare().message()).contains("number 1 there and number 1 in the ClusterQueue");
  }

  @Test
  void answersOfKueueAreSharedForSomeSeconds() {
    install(true);
    kueue.hold(uid, NO_QUOTA);

    cluster.reconcile();
    cluster.reconcile();
    assertThat(kueue.requests).as("two groups, Workloads, one queue").hasSize(4);

    cluster.now = cluster.now.plus(FRESH);
    cluster.reconcile();
    assertThat(kueue.requests).hasSize(6);
  }

  @Test
  void aClusterWithoutKueueIsNotPolled() {
    kueue.requests.clear();
    cluster.restartOperator();

    assertThat(cluster.reconcile()).isEmpty();
    assertThat(cluster.reconcile()).isEmpty();

    assertThat(kueue.requests).containsExactly("/apis/kueue.x-k8s.io");
    assertThat(prepare().message()).contains("its queue has not admitted it yet");
  }

  @Test
  void afterAFailureTheApiIsCalledAgainMinutesLater() {
    install(true);
    kueue.hold(uid, NO_QUOTA);
    kueue.status = 503;

    assertThat(cluster.reconcile()).isEmpty();
    assertThat(cluster.reconcile()).isEmpty();
    assertThat(kueue.requests).as("without retries").hasSize(2);
    assertThat(prepare().message()).contains("its queue has not admitted it yet");

    kueue.status = 200;
    cluster.now = cluster.now.plus(RETRY);
    cluster.reconcile();
    assertThat(prepare().message()).contains("insufficient unused quota");
  }

  private void install(boolean visibility) {
    kueue.workloads = true;
    kueue.visibility = visibility;
    cluster.restartOperator();
  }

  private StageStatus prepare() {
    return cluster.status().stage(StageName.PREPARE).orElseThrow();
  }

  private static String condition(String type, String status, String reason, String message) {
    return """
        {"type": "%s", "status": "%s", "reason": "%s", "message": "%s"}
        """
        .formatted(type, status, reason, message);
  }
}
