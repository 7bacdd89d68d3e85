// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.operator.fault.Fault;
import io.pentimento.operator.fault.FaultInjector;
import io.pentimento.operator.fault.MockApiServer;
import io.pentimento.operator.fault.MockApiServer.Death;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A crash or an error at any write of the operator does not change the final state of the job, and
 * no stage runs twice.
 */
class CrashPointsTest {
  private static final int ROUNDS = 16;

  /**
   * Status codes of injected faults; -1: broken connection, 400: response to a crashed operator.
   */
  private static final List<Integer> DISTURBANCES = List.of(-1, 400, 409, 429, 500);

  private record Ending(List<String> facts, Set<String> jobs, int writes) {}

  @ParameterizedTest
  @EnumSource
  void aCrashAtAnyWriteDoesNotChangeTheOutcome(Death death) throws IOException {
    disturb(write -> server -> server.killAt(write, death));
  }

  @ParameterizedTest
  @MethodSource
  void anErrorAtAnyWriteDoesNotChangeTheOutcome(Fault fault) throws IOException {
    disturb(write -> server -> server.set(FaultInjector.atWrite(write, fault)));
  }

  static Stream<Fault> anErrorAtAnyWriteDoesNotChangeTheOutcome() {
    return Stream.of(
        Fault.conflict(),
        Fault.tooManyRequests(),
        Fault.internalError(),
        new Fault.LostRequest(),
        new Fault.LostAnswer());
  }

  private static void disturb(IntFunction<Consumer<MockApiServer>> disturbance) throws IOException {
    Ending undisturbed = play(server -> {});
    assertThat(undisturbed.writes()).isGreaterThan(10);

    for (int write = 0; write < undisturbed.writes(); write++) {
      Ending ending = play(disturbance.apply(write));

      assertThat(ending.facts()).as("at write %d", write).isEqualTo(undisturbed.facts());
      assertThat(ending.jobs()).as("at write %d", write).isEqualTo(undisturbed.jobs());
    }
  }

  private static Ending play(Consumer<MockApiServer> disturbance) throws IOException {
    try (SimulatedCluster cluster = new SimulatedCluster()) {
      cluster.apply(
          "  serving:", "  publish: {uri: \"oci://registry.example/night:ok\"}\n  serving:");
      disturbance.accept(cluster.server);
      for (int i = 0; i < ROUNDS; i++) {
        reconcile(cluster);
        cluster.controllersWork();
      }
      assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
      Set<String> jobs =
          cluster.jobs().stream().map(CrashPointsTest::work).collect(Collectors.toSet());
      assertThat(cluster.jobs()).hasSize(jobs.size());
      return new Ending(facts(cluster.status()), jobs, cluster.server.writes.size());
    }
  }

  private static void reconcile(SimulatedCluster cluster) {
    try {
      cluster.reconcile();
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).as("only what was arranged may disturb: %s", e).isIn(DISTURBANCES);
    }
    if (cluster.server.revive()) {
      cluster.restartOperator();
    }
  }

  /** Replaces the uid in names, which differs from cluster to cluster. */
  private static String work(Job job) {
    return job.getMetadata().getLabels().get("pentimento.io/stage")
        + job.getMetadata().getAnnotations().get("pentimento.io/key")
        + job.getMetadata().getAnnotations().get("pentimento.io/attempt");
  }

  private static List<String> facts(AdaptationJobStatus status) {
    return status.stages().stream()
        .map(s -> s.name() + " " + s.cacheKey() + " " + s.attempt() + " " + s.state() + s.items())
        .toList();
  }
}
