// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A leader that is suspended for longer than its lease, while another takes over, and resumes in
 * the middle of a reconcile: its late write changes nothing.
 */
@Timeout(600)
class LateWriterTest {
  private static final int ROUNDS = 14;

  @ParameterizedTest
  @ValueSource(ints = {1, ROUNDS})
  void aFormerLeaderThatResumesLateChangesNothing(int roundsOfTheOther) throws IOException {
    int write = 0;
    while (sleepBefore(write, roundsOfTheOther)) {
      write++;
    }
    assertThat(write).as("writes of a whole life").isGreaterThan(10);
  }

  /**
   * @return whether there was such a write
   */
  private static boolean sleepBefore(int write, int roundsOfTheOther) throws IOException {
    Sleep sleep = new Sleep(write);
    try (SimulatedCluster cluster = new SimulatedCluster();
        KubernetesClient sleeper = cluster.server.operatorClient(sleep)) {
      cluster.apply();
      CompletableFuture<Void> old = CompletableFuture.runAsync(() -> live(cluster, sleeper, sleep));
      boolean slept = sleep.beginsBefore(old);
      play(cluster, roundsOfTheOther);
      sleep.end();
      old.join();
      play(cluster, ROUNDS);

      AdaptationJobStatus status = cluster.status();
      assertThat(status.phase()).as("asleep before write %d", write).isEqualTo(Phase.SUCCEEDED);
      assertThat(status.stages())
          .as("asleep before write %d", write)
          .allMatch(stage -> stage.failures() == null);
      assertThat(cluster.jobs()).as("asleep before write %d", write).hasSize(4);
      assertThat(cluster.deployed()).isEqualTo(status.model().active());
      return slept;
    }
  }

  /**
   * Waits until the write is blocked. After that, the operator ends its reconciliation and exits.
   */
  private static void live(SimulatedCluster cluster, KubernetesClient sleeper, Sleep sleep) {
    for (int i = 0; i < ROUNDS; i++) {
      try {
        cluster.reconcileBy(sleeper);
      } catch (KubernetesClientException e) {
        assertThat(e.getCode()).as("%s", e).isEqualTo(409);
        return;
      }
      if (sleep.isOver() || cluster.status().phase() == Phase.SUCCEEDED) {
        return;
      }
      cluster.controllersWork();
    }
  }

  private static void play(SimulatedCluster cluster, int rounds) {
    for (int i = 0; i < rounds; i++) {
      cluster.reconcile();
      cluster.controllersWork();
    }
  }

  /** Blocks the thread of one write. */
  private static final class Sleep implements Runnable {
    private final AtomicInteger writes = new AtomicInteger();
    private final CountDownLatch asleep = new CountDownLatch(1);
    private final CountDownLatch awake = new CountDownLatch(1);
    private final int before;

    Sleep(int before) {
      this.before = before;
    }

    @Override
    public void run() {
      if (writes.getAndIncrement() == before) {
        asleep.countDown();
        await(awake);
      }
    }

    /** False if the operator ends without a blocked write. */
    boolean beginsBefore(CompletableFuture<Void> end) {
      end.whenComplete((done, failure) -> asleep.countDown());
      await(asleep);
      return !end.isDone();
    }

    boolean isOver() {
      return writes.get() > before;
    }

    void end() {
      awake.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(60, TimeUnit.SECONDS)).as("within a minute").isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
