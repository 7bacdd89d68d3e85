// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.operator.fault.Fault;
import io.pentimento.operator.fault.FaultInjector;
import io.pentimento.operator.fault.MockApiServer;
import io.pentimento.operator.fault.MockApiServer.Death;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A crash or an error at any write of a canary does not change its result. */
@Timeout(1800)
class CanaryCrashPointsTest {
  private static final int ROUNDS = 24;

  /**
   * Status codes of injected faults; -1: broken connection, 400: response to a crashed operator.
   */
  private static final List<Integer> DISTURBANCES = List.of(-1, 400, 409, 500);

  private record Ending(String deployed, String canary, List<String> weights, int deployments) {}

  @Test
  void aCrashAtEverySeventhWriteDoesNotChangeTheOutcome() throws IOException {
    disturb(true, 7, write -> server -> server.killAt(write, Death.values()[0]));
  }

  /** From the step of a canary to the end of its job. */
  @ParameterizedTest
  @EnumSource
  void aCrashAtAnyWriteOfADeletionLeavesTheRouteToTheServingModel(Death death) throws IOException {
    int writes = delete(server -> {});
    assertThat(writes).isGreaterThan(5);

    for (int write = 0; write < writes; write++) {
      int fatal = write;
      delete(server -> server.killAt(fatal, death));
    }
  }

  private static int delete(Consumer<MockApiServer> disturbance) throws IOException {
    try (CanaryCluster canaries = new CanaryCluster()) {
      SimulatedCluster cluster = canaries.cluster;
      canaries.createRoute();
      canaries.trainAnotherModel();
      canaries.playUntilStep(1);
      canaries.round();
      cluster.server.writes.clear();
      disturbance.accept(cluster.server);
      cluster.client.resource(cluster.job()).delete();
      for (int i = 0; i < ROUNDS && cluster.job() != null; i++) {
        reconcile(cluster);
        canaries.wait(20);
      }
      assertThat(cluster.job()).isNull();
      assertThat(canaries.weights()).containsExactly("serving 1");
      assertThat(canaries.candidate()).isEmpty();
      return cluster.server.writes.size();
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void aCrashAtAnyWriteDoesNotChangeTheOutcome(Death death) throws IOException {
    disturb(false, 1, write -> server -> server.killAt(write, death));
    disturb(true, 1, write -> server -> server.killAt(write, death));
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource
  void anErrorAtAnyWriteDoesNotChangeTheOutcome(Fault fault) throws IOException {
    disturb(false, 1, write -> server -> server.set(FaultInjector.atWrite(write, fault)));
    disturb(true, 1, write -> server -> server.set(FaultInjector.atWrite(write, fault)));
  }

  static Stream<Fault> anErrorAtAnyWriteDoesNotChangeTheOutcome() {
    return Stream.of(Fault.conflict(), new Fault.LostAnswer());
  }

  private static void disturb(
      boolean isBad, int stride, IntFunction<Consumer<MockApiServer>> disturbance)
      throws IOException {
    int[] writes = new int[1];
    Ending undisturbed = play(isBad, server -> {}, writes);
    assertThat(undisturbed.deployments()).isOne();
    assertThat(undisturbed.weights()).containsExactly("serving 1");
    assertThat(writes[0]).isGreaterThan(10);

    for (int write = 0; write < writes[0]; write += stride) {
      assertThat(play(isBad, disturbance.apply(write), new int[1]))
          .as("at write %d", write)
          .isEqualTo(undisturbed);
    }
  }

  private static Ending play(boolean isBad, Consumer<MockApiServer> disturbance, int[] writes)
      throws IOException {
    try (CanaryCluster canaries = new CanaryCluster()) {
      canaries.createRoute();
      canaries.trainAnotherModel();
      canaries.errors = isBad ? 50 : 0;
      disturbance.accept(canaries.cluster.server);
      for (int i = 0; i < ROUNDS; i++) {
        reconcile(canaries.cluster);
        canaries.controllersWork();
        canaries.wait(1000);
      }
      writes[0] = canaries.cluster.server.writes.size();
      String model = canaries.cluster.deployed();
      return new Ending(
          model.equals(canaries.servingModel) ? "serving model" : "new model",
          canaries.canary().map(known -> known.phase() + " " + known.reason()).orElse("none"),
          canaries.weights(),
          canaries.cluster.deployments().size());
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
}
