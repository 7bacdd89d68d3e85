package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
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

/** Somebody else writes the Deployment. */
class DriftTest {
  private static final int REPLICAS = 2;
  private PlayedCluster cluster;

  @BeforeEach
  void serve() throws IOException {
    cluster = new PlayedCluster();
    cluster.apply();
    cluster.play();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void whatIsEditedByHandIsSetRight() {
    edit(builder -> builder.editSpec().withReplicas(7).endSpec());

    cluster.reconcile();

    assertThat(deployment().getSpec().getReplicas()).isEqualTo(REPLICAS);
  }

  @Test
  void anotherModelThanTheOneThatPassedIsTakenBack() {
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
  void aDeletedDeploymentComesBack() {
    cluster.client.resource(deployment()).delete();

    cluster.play();

    assertThat(cluster.deployed()).isEqualTo(cluster.status().model().active()).isNotNull();
    assertThat(cluster.jobs()).hasSize(4);
  }

  @Test
  void whatDefaultsAndOthersAddStays() {
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
  void twoWhoWantDifferentThingsDoNotWriteWithoutEnd() {
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
  void anotherCorrectionIsInVainWhereTheServerChangedTheLastOneAtOnce() {
    Corrections corrections = new Corrections(Duration.ofSeconds(15));
    Instant now = Instant.EPOCH;
    corrections.made(deployment(), now);

    assertThat(corrections.isInVain(deployment())).isTrue();

    edit(builder -> builder.editSpec().withReplicas(7).endSpec());

    assertThat(corrections.isInVain(deployment())).isFalse();
    assertThat(corrections.notBefore(deployment(), now)).hasValue(now.plusSeconds(15));
    assertThat(corrections.notBefore(deployment(), now.plusSeconds(15))).isEmpty();
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
