// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.operator.fault.Fault;
import io.pentimento.operator.observe.Jobs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reason of a wait is reported soon, and an unchanged one causes few requests. */
class WaitingTest {
  private static final Duration USUAL = Duration.ofSeconds(15);
  private static final Duration LATER = Duration.ofSeconds(25);
  private static final String NO_NODE = "0/3 nodes are available: 3 Insufficient nvidia.com/gpu.";
  private final List<String> reads = new CopyOnWriteArrayList<>();
  private SimulatedCluster cluster;

  @BeforeEach
  void startTheFirstStage() throws IOException {
    cluster = new SimulatedCluster();
    cluster.apply();
    cluster.reconcile();
    cluster.server.set(
        call -> {
          if (!call.isWrite()) {
            reads.add(call.permission().resource());
          }
          return Fault.none();
        });
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void anUnchangedReasonIsPolledLessOftenButWithinThirtySeconds() {
    cluster.leaveUnscheduled(prepare(), NO_NODE);

    assertThat(cluster.reconcile()).hasValue(USUAL);
    assertThat(cluster.status().stage(StageName.PREPARE).orElseThrow().message()).contains(NO_NODE);
    assertThat(cluster.reconcile()).hasValue(LATER);
    assertThat(cluster.reconcile()).hasValue(LATER);
  }

  @Test
  void aChangedReasonIsPolledAtTheUsualInterval() {
    cluster.leaveUnscheduled(prepare(), NO_NODE);
    cluster.reconcile();
    cluster.reconcile();
    cluster.client.pods().inNamespace("vision").delete();
    cluster.leaveUnscheduled(prepare(), "0/3 nodes are available: 3 Insufficient memory.");

    assertThat(cluster.reconcile()).hasValue(USUAL);
  }

  @Test
  void workingPodsArePolledAtTheUsualInterval() {
    cluster.startPods(prepare());
    cluster.reconcile();
    cluster.now = cluster.now.plus(USUAL);
    cluster.reconcile();

    assertThat(cluster.reconcile()).hasValue(USUAL);
  }

  @Test
  void podsThatWaitCostOneRequest() {
    cluster.leaveUnscheduled(prepare(), NO_NODE);
    cluster.reconcile();
    reads.clear();

    cluster.reconcile();

    assertThat(reads).containsExactly("pods");
  }

  @Test
  void aJobWithoutPodsCostsOneRequestToo() {
    cluster.now = Jobs.created(prepare()).plus(USUAL);
    cluster.reconcile();
    cluster.now = cluster.now.plus(USUAL);
    reads.clear();

    cluster.reconcile();
    cluster.reconcile();

    assertThat(reads).as("the second time it is still known").containsExactly("events");
  }

  @Test
  void aNewJobHasTimeToCreatePodsAndIsCheckedLater() {
    cluster.now = Jobs.created(prepare()).plusSeconds(1);
    reads.clear();

    assertThat(cluster.reconcile()).hasValue(USUAL);
    assertThat(cluster.reconcile()).hasValue(USUAL);
    assertThat(reads).isEmpty();
  }

  private Job prepare() {
    return cluster.job(StageName.PREPARE).orElseThrow();
  }
}
