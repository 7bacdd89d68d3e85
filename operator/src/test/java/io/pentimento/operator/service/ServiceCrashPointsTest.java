// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import static io.pentimento.operator.service.SimulatedService.A;
import static io.pentimento.operator.service.SimulatedService.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import io.pentimento.operator.fault.Fault;
import io.pentimento.operator.fault.FaultInjector;
import io.pentimento.operator.fault.MockApiServer;
import io.pentimento.operator.fault.MockApiServer.Death;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A service serves a model, rejects the next one and returns to the first. A crash or an error at
 * any write of the operator does not change the final state.
 */
@Timeout(600)
class ServiceCrashPointsTest {
  private static final String REJECTED = "{\"reason\":\"ContentDamaged\",\"message\":\"a layer\"}";

  /**
   * Status codes of injected faults; -1: broken connection, 400: response to a crashed operator.
   */
  private static final List<Integer> DISTURBANCES = List.of(-1, 400, 409, 429, 500);

  private record Ending(List<String> facts, int writes) {}

  @ParameterizedTest
  @EnumSource
  void aCrashAtAnyWriteDoesNotChangeTheOutcome(Death death) {
    disturb(write -> server -> server.killAt(write, death));
  }

  @ParameterizedTest
  @MethodSource
  void anErrorAtAnyWriteDoesNotChangeTheOutcome(Fault fault) {
    disturb(write -> server -> server.set(FaultInjector.atWrite(write, fault)));
  }

  static Stream<Fault> anErrorAtAnyWriteDoesNotChangeTheOutcome() {
    return Stream.of(
        Fault.answer(409, "the object has been modified"),
        Fault.answer(500, "etcdserver: request timed out"),
        new Fault.LostRequest(),
        new Fault.LostAnswer());
  }

  private static void disturb(IntFunction<Consumer<MockApiServer>> disturbance) {
    Ending undisturbed = play(server -> {});
    assertThat(undisturbed.writes()).isGreaterThan(10);

    for (int write = 0; write < undisturbed.writes(); write++) {
      assertThat(play(disturbance.apply(write)).facts())
          .as("at write %d", write)
          .isEqualTo(undisturbed.facts());
    }
  }

  private static Ending play(Consumer<MockApiServer> disturbance) {
    try (SimulatedService cluster = new SimulatedService()) {
      cluster.apply(A);
      disturbance.accept(cluster.server);
      reconcile(cluster, 3);
      cluster.getReady();
      reconcile(cluster, 3);
      cluster.edit(B);
      reconcile(cluster, 3);
      cluster.failDelivery(REJECTED);
      reconcile(cluster, 3);
      cluster.now = cluster.now.plus(Duration.ofSeconds(600));
      reconcile(cluster, 3);
      cluster.getReady();
      reconcile(cluster, 3);
      return new Ending(facts(cluster), cluster.server.writes.size());
    }
  }

  private static void reconcile(SimulatedService cluster, int rounds) {
    for (int round = 0; round < rounds; round++) {
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

  private static List<String> facts(SimulatedService cluster) {
    RestorationServiceStatus status = cluster.status();
    Stream<String> conditions =
        status.conditions().stream()
            .map(each -> "%s %s %s".formatted(each.getType(), each.getStatus(), each.getReason()))
            .sorted();
    return Stream.concat(
            conditions,
            Stream.of(
                "model " + status.model(),
                "last good " + status.lastGood(),
                "rollout " + status.rollout().model() + status.rollout().state(),
                "deployed " + cluster.deployed(),
                "services " + cluster.all(Service.class).size()))
        .toList();
  }
}
