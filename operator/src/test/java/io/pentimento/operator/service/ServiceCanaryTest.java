// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import static io.pentimento.operator.service.SimulatedService.A;
import static io.pentimento.operator.service.SimulatedService.B;
import static io.pentimento.operator.service.SimulatedService.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.operator.fault.Fault;
import io.pentimento.operator.fault.FaultInjector;
import io.pentimento.operator.fault.MockApiServer;
import io.pentimento.operator.fault.MockApiServer.Death;
import io.pentimento.operator.fault.Permission;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The next model of a service first receives a part of the requests. */
@Timeout(900)
public class ServiceCanaryTest {
  private final CanaryService canaries = new CanaryService();
  private final SimulatedService cluster = canaries.cluster;

  @AfterEach
  void close() {
    canaries.close();
  }

  /** Permissions that the operator needs for the canary of a service. */
  public static Set<Permission> askedInACanary() {
    try (CanaryService life = new CanaryService()) {
      life.askForB();
      life.playUntil("CanaryStep");
      life.round();
      return life.cluster.server.asked;
    }
  }

  private record Ending(String deployed, String phase, List<String> weights, String finalizers) {}

  @Test
  void aGoodModelServesAfterItsCanary() {
    canaries.askForB();
    canaries.playUntil("CanaryStep");
    canaries.round();

    assertThat(canaries.weights()).containsExactly("serving 90", "candidate 10");
    assertThat(cluster.deployed()).isEqualTo(digest(A));
    assertThat(canaries.condition("Verified")).isEqualTo("True Verified");
    assertThat(canaries.condition("CanaryPassed")).startsWith("Unknown");
    assertThat(cluster.status().rollout().state()).isEqualTo(RolloutState.PROGRESSING);
    canaries.wait(600);
    canaries.playUntil("CanaryFinishing");
    canaries.wait(30);
    canaries.playUntil("CanarySucceeded");
    canaries.round();

    assertThat(cluster.deployed()).isEqualTo(digest(B));
    assertThat(cluster.status().lastGood().uri()).isEqualTo(B);
    assertThat(cluster.status().rollout().state()).isEqualTo(RolloutState.COMPLETE);
    assertThat(canaries.condition("CanaryPassed")).isEqualTo("True CanarySucceeded");
    assertThat(canaries.weights()).containsExactly("serving 1");
    assertThat(canaries.candidate()).isEmpty();
    assertThat(cluster.all(Service.class)).hasSize(1);
    assertThat(cluster.events()).contains("CanaryStarting", "CanaryStep", "CanarySucceeded");
    assertThatNothingElseIsWritten();
  }

  @Test
  void aWorseModelIsRolledBackToTheLastGoodDigest() {
    canaries.askForB();
    canaries.playUntil("CanaryStep");
    canaries.errors = 50;
    canaries.playUntil("CanaryErrorRate");
    canaries.wait(30);
    canaries.round();
    canaries.round();
    canaries.round();

    assertThat(cluster.deployed()).isEqualTo(digest(A));
    assertThat(cluster.status().model().uri()).isEqualTo(A);
    assertThat(cluster.status().lastGood().uri()).isEqualTo(A);
    assertThat(cluster.status().rollout().state()).isEqualTo(RolloutState.ABORTED);
    assertThat(canaries.canary().orElseThrow().phase()).isEqualTo(CanaryPhase.ROLLED_BACK);
    assertThat(canaries.condition("Ready")).isEqualTo("True Serving");
    assertThat(canaries.condition("RolledOut")).isEqualTo("False CanaryErrorRate");
    assertThat(canaries.condition("Stalled")).isEqualTo("True CanaryErrorRate");
    assertThat(canaries.weights()).containsExactly("serving 1");
    assertThat(canaries.candidate()).isEmpty();
    assertThat(cluster.metrics.get(ServiceMetrics.ROLLBACKS).counter().count()).isOne();
    assertThat(cluster.events()).contains("CanaryErrorRate");
    assertThatNothingElseIsWritten();
  }

  @Test
  void aModelThatPodsRejectReceivesNoRequestsAndIsNamed() {
    canaries.loads = false;
    canaries.askForB();
    canaries.playUntil("CanaryStarting");
    canaries.round();
    canaries.failCandidateDelivery("SignatureUntrusted");
    canaries.round();

    assertThat(canaries.condition("Verified")).isEqualTo("False SignatureUntrusted");
    assertThat(cluster.events()).contains("ModelRejected");
    canaries.wait(600);
    canaries.playUntil("CanaryNotReady");

    assertThat(canaries.weights()).containsExactly("serving 1");
    assertThat(cluster.deployed()).isEqualTo(digest(A));
    assertThat(canaries.condition("Verified")).isEqualTo("False SignatureUntrusted");
  }

  @Test
  void anOperatorThatRestartsContinuesTheStep() {
    canaries.askForB();
    canaries.playUntil("CanaryStep");
    canaries.round();
    String began = canaries.canary().orElseThrow().transitionedAt();
    canaries.wait(300);
    cluster.restartOperator();
    canaries.round();

    assertThat(canaries.canary().orElseThrow().transitionedAt()).isEqualTo(began);
    canaries.wait(300);
    canaries.playUntil("CanaryFinishing");
  }

  @Test
  void aRevertDuringTheCanaryReturnsAllRequests() {
    canaries.askForB();
    canaries.playUntil("CanaryStep");
    canaries.round();
    cluster.edit(CanaryService.yaml(A), "", "");
    canaries.round();
    assertThat(canaries.weights()).containsExactly("serving 100", "candidate 0");
    for (int i = 0; i < 5; i++) {
      canaries.wait(60);
      canaries.round();
    }

    assertThat(cluster.status().rollout().state()).isEqualTo(RolloutState.COMPLETE);
    assertThat(canaries.condition("CanaryPassed")).isEqualTo("False CanarySuperseded");
    assertThat(canaries.weights()).containsExactly("serving 1");
    assertThat(canaries.candidate()).isEmpty();
  }

  @Test
  void withoutTheGatewayApiTheModelIsRolledOutAtOnce() {
    cluster.client.resource(canaries.route()).delete();
    cluster.server.gatewayApi = false;
    canaries.askForB();
    canaries.playUntil("GatewayApiMissing");
    canaries.round();
    canaries.round();

    assertThat(cluster.deployed()).isEqualTo(digest(B));
    assertThat(cluster.status().rollout().state()).isEqualTo(RolloutState.COMPLETE);
    assertThat(canaries.condition("CanaryPassed")).isEqualTo("False GatewayApiMissing");
  }

  @Test
  void aServiceThatIsDeletedDuringItsCanaryReturnsTheRequestsFirst() {
    canaries.askForB();
    canaries.playUntil("CanaryStep");
    canaries.round();
    cluster.client.resource(cluster.service()).delete();
    cluster.reconcile();

    assertThat(canaries.weights()).containsExactly("serving 100", "candidate 0");
    canaries.wait(30);
    cluster.reconcile();
    cluster.reconcile();

    assertThat(cluster.service()).isNull();
    assertThat(canaries.weights()).containsExactly("serving 1");
    assertThat(canaries.candidate()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCrashAtEveryFifthWriteDoesNotChangeTheOutcome(boolean isBad) {
    disturb(isBad, 5, Death.BEFORE);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void aCrashAtAnyWriteDoesNotChangeTheOutcome(Death death) {
    disturb(false, 1, death);
    disturb(true, 1, death);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anErrorAtAnyWriteDoesNotChangeTheOutcome(boolean isBad) {
    int[] writes = new int[1];
    Ending undisturbed = play(isBad, server -> {}, writes);
    for (int i = 0; i < writes[0]; i++) {
      int write = i;
      for (Fault fault : List.of(Fault.conflict(), new Fault.LostAnswer())) {
        assertThat(
                play(isBad, server -> server.set(FaultInjector.atWrite(write, fault)), new int[1]))
            .as("%s at write %d", fault, write)
            .isEqualTo(undisturbed);
      }
    }
  }

  private static void disturb(boolean isBad, int stride, Death death) {
    int[] writes = new int[1];
    Ending undisturbed = play(isBad, server -> {}, writes);
    assertThat(undisturbed.weights()).containsExactly("serving 1");
    assertThat(undisturbed.finalizers()).isEqualTo("[]");
    assertThat(writes[0]).isGreaterThan(10);

    for (int i = 0; i < writes[0]; i += stride) {
      int write = i;
      assertThat(play(isBad, server -> server.killAt(write, death), new int[1]))
          .as("at write %d", write)
          .isEqualTo(undisturbed);
    }
  }

  private static Ending play(boolean isBad, Consumer<MockApiServer> disturbance, int[] writes) {
    try (CanaryService canaries = new CanaryService()) {
      SimulatedService cluster = canaries.cluster;
      canaries.errors = isBad ? 50 : 0;
      canaries.askForB();
      disturbance.accept(cluster.server);
      for (int i = 0; i < 20; i++) {
        canaries.disturbedRound();
        canaries.wait(500);
      }
      writes[0] = cluster.server.writes.size();
      return new Ending(
          cluster.deployed(),
          canaries.canary().map(known -> known.phase() + " " + known.reason()).orElse("none"),
          canaries.weights(),
          cluster.service().getMetadata().getFinalizers().toString());
    }
  }

  private void assertThatNothingElseIsWritten() {
    int writes = cluster.server.writes.size();
    canaries.wait(60);
    canaries.round();
    canaries.wait(60);
    canaries.round();
    assertThat(cluster.server.writes).hasSize(writes);
  }
}
