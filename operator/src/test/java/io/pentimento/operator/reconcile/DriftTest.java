// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.pentimento.operator.observe.SecondaryResources;
import io.pentimento.operator.reconcile.SimulatedCluster.Look;
import io.pentimento.operator.serving.DriftThrottle;
import io.pentimento.operator.workload.Labels;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another writer changes the Deployment or the Service. */
class DriftTest {
  private static final int REPLICAS = 2;
  private SimulatedCluster cluster;

  @BeforeEach
  void serve() throws IOException {
    cluster = new SimulatedCluster();
    cluster.apply();
    cluster.play();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void manualEditsAreCorrected() {
    edit(builder -> builder.editSpec().withReplicas(7).endSpec());

    cluster.reconcile();

    assertThat(deployment().getSpec().getReplicas()).isEqualTo(REPLICAS);
  }

  @Test
  void aModelOtherThanTheAcceptedOneIsRolledBack() {
    String passed = cluster.deployed();
    edit(
        builder ->
            builder
                .editMetadata()
                .addToAnnotations(Labels.MODEL, "sha256:" + "e".repeat(64))
                .endMetadata());

    cluster.play();

    assertThat(cluster.deployed()).isEqualTo(passed);
    assertThat(cluster.status().model().active()).isEqualTo(passed);
  }

  @Test
  void aDeletedDeploymentIsRecreated() {
    cluster.client.resource(deployment()).delete();

    cluster.play();

    assertThat(cluster.deployed()).isEqualTo(cluster.status().model().active()).isNotNull();
    assertThat(cluster.jobs()).hasSize(4);
  }

  @Test
  void defaultsAndAdditionsOfOthersAreKept() {
    edit(
        builder ->
            builder
                .editMetadata()
                .addToAnnotations("example.org/owner", "vision")
                .endMetadata()
                .editSpec()
                .withRevisionHistoryLimit(10)
                .editTemplate()
                .editSpec()
                .withDnsPolicy("ClusterFirst")
                .editFirstContainer()
                .editResources()
                .withRequests(Map.of("cpu", new Quantity("0.5"), "memory", new Quantity("2048Mi")))
                .endResources()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec());
    cluster.getReady(deployment());
    int writes = cluster.server.writes.size();

    cluster.reconcile();
    cluster.reconcile();

    assertThat(cluster.server.writes).hasSize(writes);
  }

  @Test
  void twoManagersOfADeploymentDoNotOverwriteEachOtherForever() {
    int writes = cluster.server.writes.size();
    Optional<Duration> again = Optional.empty();
    for (int second = 0; second < 60; second++) {
      edit(builder -> builder.editSpec().withReplicas(7).endSpec());
      again = cluster.reconcile();
    }

    long applied =
        cluster.server.writes.stream()
            .skip(writes)
            .filter(w -> w.contains("/deployments/"))
            .count();
    assertThat(applied).isBetween(3L, 5L);
    assertThat(again)
        .hasValueSatisfying(time -> assertThat(time).isLessThan(Duration.ofSeconds(16)));

    cluster.now = cluster.now.plusSeconds(15);
    cluster.reconcile();
    assertThat(deployment().getSpec().getReplicas()).isEqualTo(REPLICAS);
  }

  @Test
  void noFurtherCorrectionHelpsIfTheObjectIsUnchangedSinceTheLastOne() {
    DriftThrottle corrections = new DriftThrottle(Duration.ofSeconds(15));
    Instant now = Instant.EPOCH;
    corrections.record(deployment(), now);

    assertThat(corrections.isUnchangedSinceCorrection(deployment())).isTrue();

    edit(builder -> builder.editSpec().withReplicas(7).endSpec());

    assertThat(corrections.isUnchangedSinceCorrection(deployment())).isFalse();
    assertThat(corrections.nextCorrection(deployment(), now)).hasValue(now.plusSeconds(15));
    assertThat(corrections.nextCorrection(deployment(), now.plusSeconds(15))).isEmpty();
  }

  @Test
  void aDeletedServiceIsRecreated() {
    cluster.client.resource(service()).delete();

    cluster.reconcile();

    assertThat(service().getSpec().getSelector()).containsEntry(Labels.STAGE, "serve");
  }

  @Test
  void anEditedServiceIsCorrected() {
    Service before = service();
    editService(
        builder ->
            builder
                .editSpec()
                .withSelector(Map.of("app", "another"))
                .editFirstPort()
                .withPort(81)
                .endPort()
                .endSpec());

    cluster.reconcile();

    assertThat(service().getSpec()).isEqualTo(before.getSpec());
  }

  /** Without its labels, the object disappears from watches, which select by labels. */
  @Test
  void removedLabelsOfAServiceAreRestored() {
    editService(
        builder -> builder.editMetadata().withLabels(Map.of("app", "another")).endMetadata());

    cluster.reconcile(withoutItsService(cluster.look()));

    assertThat(service().getMetadata().getLabels()).containsEntry(Labels.MANAGED_BY, "pentimento");
  }

  @Test
  void additionsOfOthersToTheServiceAreKept() {
    editService(
        builder ->
            builder
                .editMetadata()
                .addToAnnotations("example.org/owner", "vision")
                .endMetadata()
                .editSpec()
                .withType("ClusterIP")
                .withClusterIP("10.0.0.7")
                .editFirstPort()
                .withProtocol("TCP")
                .endPort()
                .endSpec());
    int writes = cluster.server.writes.size();

    cluster.reconcile();

    assertThat(cluster.server.writes).hasSize(writes);
  }

  /** A cache may be outdated: a Service that it lacks is read before it is written. */
  @Test
  void aServiceMissingFromTheCacheIsNotWrittenAgain() {
    int writes = cluster.server.writes.size();

    cluster.reconcile(withoutItsService(cluster.look()));

    assertThat(cluster.server.writes).hasSize(writes);
  }

  @Test
  void twoManagersOfAServiceDoNotOverwriteEachOtherForever() {
    int writes = cluster.server.writes.size();
    Optional<Duration> again = Optional.empty();
    for (int second = 0; second < 60; second++) {
      editService(builder -> builder.editSpec().withSelector(Map.of("app", "another")).endSpec());
      again = cluster.reconcile();
    }

    assertThat(cluster.server.writes.stream().skip(writes))
        .hasSizeBetween(3, 5)
        .allMatch(write -> write.contains("/services/"));
    assertThat(again)
        .hasValueSatisfying(time -> assertThat(time).isLessThan(Duration.ofSeconds(16)));
  }

  private static Look withoutItsService(Look look) {
    return new Look(
        look.job(),
        new SecondaryResources(look.owned().jobs(), look.owned().deployment(), Optional.empty()));
  }

  private void editService(UnaryOperator<ServiceBuilder> edit) {
    cluster.client.resource(service()).edit(known -> edit.apply(new ServiceBuilder(known)).build());
  }

  private Service service() {
    return cluster.service().orElseThrow();
  }

  private void edit(UnaryOperator<DeploymentBuilder> edit) {
    cluster
        .client
        .resource(deployment())
        .edit(known -> edit.apply(new DeploymentBuilder(known)).build());
  }

  private Deployment deployment() {
    return cluster.deployment().orElseThrow();
  }
}
