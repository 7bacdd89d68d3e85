// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.rollout.CanaryVerdict;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.workflow.status.ConditionTypes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new model first receives a part of the requests, and is rolled back if it is worse. */
class CanaryTest {
  private CanaryCluster canaries;
  private SimulatedCluster cluster;

  @BeforeEach
  void serve() throws IOException {
    canaries = new CanaryCluster();
    cluster = canaries.cluster;
    canaries.createRoute();
    canaries.trainAnotherModel();
  }

  @AfterEach
  void close() {
    canaries.close();
  }

  @Test
  void aGoodModelGoesThroughAllStepsAndThenServes() {
    HTTPRoute before = canaries.route();

    canaries.playUntilStep(1);
    canaries.round();
    assertThat(canaries.weights()).containsExactly("serving 90", "candidate 10");
    assertThat(cluster.deployed()).isEqualTo(canaries.servingModel);
    assertThat(cluster.status().phase()).isEqualTo(Phase.PROMOTING);
    canaries.wait(600);
    canaries.playUntilStep(2);
    canaries.round();
    assertThat(canaries.weights()).containsExactly("serving 50", "candidate 50");
    assertThat(canary().samples()).isEqualTo(50);
    assertThat(canary().verdict()).isEqualTo(CanaryVerdict.NOT_WORSE);
    canaries.wait(1800);
    canaries.playUntil("CanaryFinishing");

    assertThat(cluster.deployed()).isNotEqualTo(canaries.servingModel);
    assertThat(canaries.weights()).containsExactly("serving 100", "candidate 0");
    assertThat(canaries.candidate()).isPresent();
    canaries.wait(30);
    canaries.playUntil("CanarySucceeded");
    canaries.round();

    assertThat(canaries.candidate()).isEmpty();
    assertThat(cluster.services()).hasSize(1);
    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(cluster.status().model().active()).isEqualTo(cluster.deployed());
    assertThat(status(ConditionTypes.CANARY_PASSED)).isEqualTo("True");
    assertThat(withoutWeight(canaries.route())).isEqualTo(withoutWeight(before));
    assertThatNothingElseIsWritten();
    assertThat(events())
        .contains("CanaryStarting", "CanaryStep", "CanaryPromoting", "CanarySucceeded");
  }

  @Test
  void aModelThatAnswersWithErrorsIsRolledBack() {
    canaries.playUntilStep(1);
    canaries.round();
    canaries.errors = 5;
    canaries.round();

    assertThat(canary().phase()).isEqualTo(CanaryPhase.ROLLING_BACK);
    assertThat(canaries.weights()).containsExactly("serving 100", "candidate 0");
    assertThatItIsRolledBack("CanaryErrorRate");
    assertThat(canary().message()).contains("5 of 100 requests");
  }

  @Test
  void aSlowModelIsRolledBack() {
    canaries.playUntilStep(1);
    canaries.seconds = 2;
    assertThatItIsRolledBack("CanaryLatency");
  }

  @Test
  void aModelThatDrawsDifferentFacesIsRolledBack() {
    canaries.playUntilStep(1);
    canaries.difference = 0.2;
    assertThatItIsRolledBack("CanaryDifference");
  }

  @Test
  void aLessFaithfulModelIsRolledBack() {
    canaries.playUntilStep(1);
    canaries.fidelityChange = 0.01;
    assertThatItIsRolledBack("CanaryFidelity");
  }

  @Test
  void aModelThatCannotBeLoadedNeverReceivesRequests() {
    HTTPRoute before = canaries.route();
    canaries.loads = false;
    canaries.playUntil("CanaryStarting");
    canaries.round();
    canaries.round();
    assertThat(canaries.candidate()).isPresent();
    assertThat(canaries.route()).isEqualTo(before);
    canaries.wait(600);

    canaries.playUntil("CanaryNotReady");
    canaries.wait(30);
    canaries.round();
    canaries.round();

    assertThat(canaries.candidate()).isEmpty();
    assertThat(canaries.route()).isEqualTo(before);
    assertThat(cluster.deployed()).isEqualTo(canaries.servingModel);
    assertThat(canary().phase()).isEqualTo(CanaryPhase.ROLLED_BACK);
  }

  @Test
  void aModelWhoseServersVanishIsRolledBack() {
    canaries.playUntilStep(1);
    canaries.loseCandidatePods();
    cluster.reconcile();

    assertThat(canary().reason()).isEqualTo("CanaryNotReady");
    assertThat(canaries.weights()).doesNotContain("candidate 10");
  }

  @Test
  void aRejectedModelIsTriedAgainAfterAnEdit() throws IOException {
    canaries.playUntilStep(1);
    canaries.errors = 50;
    assertThatItIsRolledBack("CanaryErrorRate");
    canaries.errors = 0;
    canaries.changeSteps();

    canaries.playUntil("CanaryStep");
    canaries.round();
    assertThat(canaries.weights()).containsExactly("serving 80", "candidate 20");
  }

  @Test
  void withoutMeasurementsItDoesNotAdvance() {
    canaries.answers = false;
    canaries.playUntilStep(1);
    canaries.round();
    canaries.wait(7200);
    canaries.round();
    canaries.round();

    assertThat(canary().step()).isOne();
    assertThat(canary().verdict()).isEqualTo(CanaryVerdict.INCONCLUSIVE);
    assertThat(canary().message())
        .contains("No server reports how the two models compare")
        .contains("check DNS and network policies");
  }

  @Test
  void aRouteThatIsMissingIsWaitedFor() {
    cluster.client.resource(canaries.route()).delete();

    canaries.playUntil("RouteMissing");
    canaries.round();
    assertThat(canaries.candidate()).isEmpty();
    assertThat(cluster.deployed()).isEqualTo(canaries.servingModel);
    canaries.createRoute();
    canaries.playUntilStep(1);
  }

  @Test
  void withoutTheGatewayApiTheModelIsRolledOutAtOnce() {
    cluster.client.resource(canaries.route()).delete();
    cluster.server.gatewayApi = false;

    canaries.playUntil("GatewayApiMissing");
    canaries.round();
    canaries.round();

    assertThat(cluster.deployed()).isNotEqualTo(canaries.servingModel);
    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(status(ConditionTypes.CANARY_PASSED)).isEqualTo("False");
    assertThat(events()).contains("GatewayApiMissing");
  }

  @Test
  void weightsChangedByAnotherClientAreRestoredAndTheStepRestarts() {
    canaries.playUntilStep(1);
    canaries.round();
    canaries.wait(590);
    cluster
        .client
        .resource(canaries.route())
        .edit(
            route -> {
              route.getSpec().getRules().get(0).getBackendRefs().get(1).setWeight(0);
              return route;
            });
    canaries.round();
    canaries.wait(20);
    canaries.round();

    assertThat(canary().step()).isOne();
    assertThat(canaries.weights()).containsExactly("serving 90", "candidate 10");
  }

  @Test
  void anOperatorThatRestartsContinuesTheStep() {
    canaries.playUntilStep(1);
    canaries.round();
    String began = canary().transitionedAt();
    canaries.wait(300);
    cluster.restartOperator();
    canaries.round();

    assertThat(canary().transitionedAt()).isEqualTo(began);
    canaries.wait(300);
    canaries.playUntilStep(2);
  }

  @Test
  void aCanaryThatIsNotOverInTimeIsRolledBack() throws IOException {
    canaries.limitTheTime(900);
    canaries.playUntilStep(1);
    canaries.round();
    canaries.wait(900);
    cluster.reconcile();

    assertThat(canaries.weights()).containsExactly("serving 100", "candidate 0");
    assertThat(status(ConditionTypes.FAILED)).isEqualTo("True");
    canaries.wait(30);
    canaries.round();
    canaries.round();
    canaries.wait(900);
    canaries.round();

    assertThat(canary().phase()).isEqualTo(CanaryPhase.ROLLED_BACK);
    assertThat(canary().reason()).isEqualTo("CanaryDeadlineExceeded");
    assertThat(canaries.candidate()).isEmpty();
    assertThat(canaries.weights()).containsExactly("serving 1");
    assertThat(cluster.deployed()).isEqualTo(canaries.servingModel);
    assertThat(cluster.status().phase()).isEqualTo(Phase.FAILED);
    assertThat(cluster.status().condition(ConditionTypes.FAILED).orElseThrow().getReason())
        .isEqualTo("DeadlineExceeded");
    assertThatNothingElseIsWritten();
  }

  @Test
  void aJobThatIsDeletedDuringItsCanaryReturnsTheRequestsFirst() {
    canaries.playUntilStep(1);
    canaries.round();
    assertThat(cluster.job().getMetadata().getFinalizers()).containsExactly("pentimento.io/canary");

    cluster.client.resource(cluster.job()).delete();
    cluster.reconcile();

    assertThat(canaries.weights()).containsExactly("serving 100", "candidate 0");
    assertThat(canaries.candidate()).as("it finishes its requests").isPresent();
    canaries.wait(30);
    canaries.playUntilTheJobIsGone();
    assertThat(canaries.weights()).containsExactly("serving 1");
    assertThat(canaries.candidate()).isEmpty();
    assertThat(cluster.deployment()).as("left to the garbage collector").isPresent();
  }

  @Test
  void aJobIsDeletedDuringItsCanaryWithoutItsRouteAndWithoutTheGatewayApi() {
    canaries.playUntilStep(1);
    canaries.round();
    cluster.client.resource(canaries.route()).delete();
    cluster.server.gatewayApi = false;

    cluster.client.resource(cluster.job()).delete();
    cluster.reconcile();
    canaries.wait(30);
    canaries.playUntilTheJobIsGone();

    assertThat(canaries.candidate()).isEmpty();
  }

  @Test
  void aJobWithoutCanaryIsDeletedAtOnce() {
    canaries.playUntilStep(1);
    canaries.errors = 50;
    assertThatItIsRolledBack("CanaryErrorRate");
    assertThat(cluster.job().getMetadata().getFinalizers()).isEmpty();

    cluster.client.resource(cluster.job()).delete();

    assertThat(cluster.job()).isNull();
  }

  @Test
  void aCanaryThatTheSpecNoLongerHasIsRemoved() throws IOException {
    canaries.playUntilStep(1);
    canaries.round();
    cluster.edit("fineTuning: {iterations: 100}", "fineTuning: {iterations: 200}");
    canaries.round();
    assertThat(canaries.weights()).containsExactly("serving 100", "candidate 0");
    canaries.wait(30);
    canaries.round();
    canaries.round();
    canaries.round();

    assertThat(canaries.candidate()).isEmpty();
    assertThat(canaries.weights()).containsExactly("serving 1");
    assertThat(cluster.deployed()).isNotEqualTo(canaries.servingModel);
  }

  private void assertThatItIsRolledBack(String reason) {
    canaries.playUntil(reason);
    canaries.wait(30);
    canaries.round();
    canaries.round();
    canaries.round();

    assertThat(canary().phase()).isEqualTo(CanaryPhase.ROLLED_BACK);
    assertThat(canary().reason()).isEqualTo(reason);
    assertThat(canaries.candidate()).isEmpty();
    assertThat(canaries.weights()).containsExactly("serving 1");
    assertThat(cluster.deployed()).isEqualTo(canaries.servingModel);
    assertThat(cluster.status().phase()).isEqualTo(Phase.FAILED);
    assertThat(cluster.status().condition(ConditionTypes.CANARY_PASSED).orElseThrow().getReason())
        .isEqualTo(reason);
    assertThat(status(ConditionTypes.READY)).isEqualTo("True");
    assertThat(events()).contains(reason);
    assertThat(cluster.metrics.get("adaptation.rollback").tag("reason", reason).counter().count())
        .isOne();
    assertThatNothingElseIsWritten();
  }

  private void assertThatNothingElseIsWritten() {
    int writes = cluster.server.writes.size();
    canaries.wait(60);
    canaries.round();
    canaries.wait(60);
    canaries.round();
    assertThat(cluster.server.writes).hasSize(writes);
  }

  private CanaryStatus canary() {
    return canaries.canary().orElseThrow();
  }

  private String status(String condition) {
    return cluster.status().condition(condition).orElseThrow().getStatus();
  }

  private List<String> events() {
    return cluster.client.events().v1().events().inNamespace("vision").list().getItems().stream()
        .map(event -> event.getReason())
        .toList();
  }

  private static HTTPRoute withoutWeight(HTTPRoute route) {
    HTTPRoute bare =
        new HTTPRouteBuilder(route)
            .editMetadata()
            .withResourceVersion(null)
            .withGeneration(null)
            .withManagedFields()
            .endMetadata()
            .build();
    bare.getSpec().getRules().get(0).getBackendRefs().forEach(each -> each.setWeight(null));
    return bare;
  }
}
