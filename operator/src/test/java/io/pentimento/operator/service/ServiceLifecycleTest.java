// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import static io.pentimento.operator.service.SimulatedService.A;
import static io.pentimento.operator.service.SimulatedService.B;
import static io.pentimento.operator.service.SimulatedService.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.pentimento.api.v1alpha1.service.RolloutState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service from its creation to its deletion. */
@Timeout(120)
class ServiceLifecycleTest {
  private static final Duration ROLLOUT_DEADLINE = Duration.ofSeconds(600);
  private static final String REJECTED =
      "{\"reason\":\"SignatureUntrusted\",\"message\":\"the evidence is signed by another key\"}";

  private final SimulatedService cluster = new SimulatedService();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void serve(String address) {
    if (cluster.service() == null) {
      cluster.apply(address);
    } else {
      cluster.edit(address);
    }
    cluster.reconcile();
    cluster.getReady();
    cluster.reconcile();
    cluster.reconcile();
  }

  private String condition(String type) {
    Condition condition = cluster.status().condition(type).orElseThrow();
    return condition.getStatus() + " " + condition.getReason();
  }

  @Test
  void anAppliedServiceServesItsModel() {
    serve(A);

    assertThat(cluster.status().model().uri()).isEqualTo(A);
    assertThat(condition("Ready")).isEqualTo("True Serving");
    assertThat(condition("Verified")).isEqualTo("True Verified");
    assertThat(cluster.status().url()).startsWith("http://night-").endsWith(".vision.svc");
    assertThat(cluster.status().selector()).startsWith("pentimento.io/service-uid=");
    assertThat(cluster.events()).contains("RolloutStarted", "RolledOut");
    assertThat(cluster.all(Service.class)).hasSize(1);
  }

  @Test
  void whatServesIsNotTouchedAgain() {
    serve(A);
    int before = cluster.server.writes.size();

    cluster.reconcile();
    cluster.reconcile();

    assertThat(cluster.server.writes).hasSize(before);
  }

  @Test
  void editsThatChangeNothingOfTheServersAreFollowedEachTime() {
    serve(A);
    for (int weight : List.of(10, 20, 30)) {
      cluster.edit(
          SimulatedService.yaml(A),
          "replicas: 2",
          "replicas: 2\n  rollout: {canary: {routeRef: {name: r}, steps: [{weight: %d, duration: 10m}]}}"
              .formatted(weight));
      cluster.reconcile();
      cluster.getReady();
      cluster.now = cluster.now.plus(Duration.ofMinutes(1));
      cluster.reconcile();
      cluster.reconcile();

      assertThat(condition("RolledOut")).as("weight %d", weight).isEqualTo("True RolledOut");
    }
  }

  @Test
  void anotherDigestReplacesTheModel() {
    serve(A);
    serve(B);

    assertThat(cluster.deployed()).isEqualTo(digest(B));
    assertThat(cluster.status().model().uri()).isEqualTo(B);
  }

  @Test
  void aRejectedModelIsNamedAndTheLastGoodOneComesBack() {
    serve(A);
    cluster.edit(B);
    cluster.reconcile();
    cluster.failDelivery(REJECTED);
    cluster.reconcile();

    assertThat(condition("Verified")).isEqualTo("False SignatureUntrusted");
    assertThat(condition("Ready")).isEqualTo("True Serving");
    assertThat(cluster.status().model().uri()).isEqualTo(A);
    assertThat(cluster.events()).contains("ModelRejected");

    cluster.now = cluster.now.plus(ROLLOUT_DEADLINE);
    cluster.reconcile();
    cluster.getReady();
    cluster.reconcile();
    cluster.reconcile();

    assertThat(cluster.deployed()).isEqualTo(digest(A));
    assertThat(cluster.status().rollout().state()).isEqualTo(RolloutState.ABORTED);
    assertThat(condition("Stalled")).isEqualTo("True RolloutAborted");
    assertThat(condition("Verified")).isEqualTo("False SignatureUntrusted");
    assertThat(condition("Ready")).isEqualTo("True Serving");
    assertThat(cluster.metrics.counter(ServiceMetrics.REJECTIONS, "reason", "SignatureUntrusted"))
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(1));
  }

  @Test
  void aRevertAfterARejectionIsDoneAtOnce() {
    serve(A);
    cluster.edit(B);
    cluster.reconcile();
    cluster.failDelivery(REJECTED);
    cluster.reconcile();

    serve(A);

    assertThat(cluster.deployed()).isEqualTo(digest(A));
    assertThat(condition("Verified")).isEqualTo("True Verified");
    assertThat(condition("Stalled")).isEqualTo("False NoFailure");
  }

  @Test
  void aFirstModelThatIsRejectedNeverServes() {
    cluster.apply(A);
    cluster.reconcile();
    cluster.failDelivery("{\"reason\":\"GateNotPassed\",\"message\":\"the gate is Failed\"}");
    cluster.reconcile();

    assertThat(condition("Verified")).isEqualTo("False GateNotPassed");
    assertThat(cluster.status().model()).isNull();
    assertThat(condition("Serving")).isEqualTo("False NoServerReady");
  }

  @Test
  void replicasAreScaledWithoutARollout() {
    serve(A);
    cluster.edit(SimulatedService.yaml(A), "replicas: 2", "replicas: 5");
    cluster.reconcile();
    cluster.reconcile();

    assertThat(cluster.deployment().orElseThrow().getSpec().getReplicas()).isEqualTo(5);
    assertThat(cluster.deployed()).isEqualTo(digest(A));
  }

  @Test
  void anAutoscalerIsCreatedAndDeletedWithItsSetting() {
    serve(A);
    cluster.edit(
        SimulatedService.yaml(A),
        "replicas: 2",
        "autoscaling: {maxReplicas: 4, targetCPUUtilization: 70}");
    cluster.reconcile();
    cluster.reconcile();
    assertThat(cluster.all(HorizontalPodAutoscaler.class)).hasSize(1);

    cluster.edit(A);
    cluster.reconcile();
    cluster.reconcile();
    assertThat(cluster.all(HorizontalPodAutoscaler.class)).isEmpty();
  }

  @Test
  void zeroReplicasDeleteTheServersAndOthersBringThemBack() {
    serve(A);
    cluster.edit(SimulatedService.yaml(A), "replicas: 2", "replicas: 0");
    cluster.reconcile();
    cluster.reconcile();
    assertThat(cluster.deployment()).isEmpty();
    assertThat(condition("Serving")).isEqualTo("False NoReplicas");

    serve(A);
    assertThat(condition("Ready")).isEqualTo("True Serving");
  }

  @Test
  void anInvalidEditLeavesTheServersAsTheyAre() {
    serve(A);
    cluster.edit(
        SimulatedService.yaml(A), "replicas: 2", "podTemplate: {spec: {tolerationz: [{key: a}]}}");
    cluster.reconcile();

    assertThat(condition("Stalled")).isEqualTo("True InvalidSpec");
    assertThat(cluster.status().condition("Stalled").orElseThrow().getMessage())
        .contains("spec.podTemplate.spec.tolerationz");
    assertThat(cluster.deployment().orElseThrow().getSpec().getReplicas()).isEqualTo(2);

    serve(A);
    assertThat(condition("Stalled")).isEqualTo("False NoFailure");
  }

  @Test
  void aDeletedServiceTakesItsServersAlong() {
    serve(A);

    cluster.client.resource(cluster.service()).delete();
    cluster.collectGarbage();

    assertThat(objects()).isEmpty();
  }

  @Test
  void retainedServersOutliveTheirService() {
    cluster.apply(A);
    cluster.edit(SimulatedService.yaml(A), "replicas: 2", "replicas: 2\n  deletionPolicy: Retain");
    cluster.reconcile();

    cluster.client.resource(cluster.service()).delete();
    cluster.collectGarbage();

    assertThat(objects()).hasSize(2);
  }

  @Test
  void noServersStartForAServiceThatIsBeingDeleted() {
    cluster.apply(A);
    cluster
        .client
        .resource(cluster.service())
        .edit(
            known -> {
              known.getMetadata().setFinalizers(List.of("example.com/held"));
              return known;
            });
    cluster.client.resource(cluster.service()).delete();

    cluster.reconcile();

    assertThat(cluster.deployment()).isEmpty();
  }

  private List<? extends HasMetadata> objects() {
    return List.of(Deployment.class, Service.class, HorizontalPodAutoscaler.class).stream()
        .flatMap(type -> cluster.all(type).stream())
        .toList();
  }
}
