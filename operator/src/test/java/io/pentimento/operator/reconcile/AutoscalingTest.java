// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.pentimento.operator.workload.Labels;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of servers is set by the spec or by an autoscaler, never by both. */
class AutoscalingTest {
  private static final String FIXED = "serving: {replicas: 2}";
  private static final String EXTERNAL = "serving: {autoscaling: {type: External}}";
  private static final String AUTOMATIC =
      "serving: {autoscaling: {minReplicas: 3, maxReplicas: 8, targetCPUUtilization: 70}}";

  private SimulatedCluster cluster;

  @BeforeEach
  void create() throws IOException {
    cluster = new SimulatedCluster();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void withoutReplicasInTheSpecOneServerStartsAndScalingIsFree() throws IOException {
    serve("serving: {}");
    assertThat(replicas()).isEqualTo(1);

    scale(7);
    int writes = cluster.server.writes.size();
    cluster.play();

    assertThat(replicas()).isEqualTo(7);
    assertThat(cluster.server.writes.subList(writes, cluster.server.writes.size()))
        .noneMatch(write -> write.contains("/deployments/"));
    assertThat(cluster.status().serving().replicas()).isEqualTo(7);
  }

  @Test
  void otherFieldsOfAScaledDeploymentAreStillCorrected() throws IOException {
    serve(EXTERNAL);
    scale(7);
    edit(builder -> builder.editSpec().withProgressDeadlineSeconds(1).endSpec());

    cluster.reconcile();

    assertThat(deployment().getSpec().getProgressDeadlineSeconds()).isNotEqualTo(1);
    assertThat(replicas()).isEqualTo(7);
  }

  @Test
  void anAutoscalerIsCreatedWithItsLimits() throws IOException {
    serve(AUTOMATIC);

    assertThat(replicas()).isEqualTo(3);
    assertThat(autoscaler().getSpec().getScaleTargetRef().getName())
        .isEqualTo(deployment().getMetadata().getName());
    assertThat(autoscaler().getSpec().getMinReplicas()).isEqualTo(3);
    assertThat(autoscaler().getSpec().getMaxReplicas()).isEqualTo(8);
    assertThat(autoscaler().getMetadata().getOwnerReferences())
        .isEqualTo(deployment().getMetadata().getOwnerReferences());
  }

  @Test
  void anAutoscalerEditedByHandIsCorrected() throws IOException {
    serve(AUTOMATIC);
    cluster
        .client
        .resource(
            new HorizontalPodAutoscalerBuilder(autoscaler())
                .editSpec()
                .withMaxReplicas(100)
                .endSpec()
                .build())
        .update();
    cluster.now = cluster.now.plusSeconds(60);

    cluster.reconcile();

    assertThat(autoscaler().getSpec().getMaxReplicas()).isEqualTo(8);
  }

  @Test
  void theLiveCountStaysWhenAnAutoscalerTakesOver() throws IOException {
    serve(FIXED);

    cluster.edit(FIXED, EXTERNAL);
    cluster.play();

    assertThat(replicas()).isEqualTo(2);
    assertThat(Labels.annotation(deployment(), Labels.REPLICAS)).isEqualTo(Labels.UNMANAGED);
  }

  @Test
  void theLiveCountStaysWhenTheAutoscalerIsRemoved() throws IOException {
    serve(AUTOMATIC);
    scale(6);

    cluster.edit(FIXED, "serving: {}");
    cluster.play();

    assertThat(cluster.autoscaler()).isEmpty();
    assertThat(replicas()).isEqualTo(6);
  }

  @Test
  void aNumberInTheSpecIsEnforcedAgain() throws IOException {
    serve(AUTOMATIC);
    scale(6);

    cluster.edit(FIXED, "serving: {replicas: 4}");
    cluster.play();

    assertThat(cluster.autoscaler()).isEmpty();
    assertThat(replicas()).isEqualTo(4);
  }

  private void serve(String serving) throws IOException {
    cluster.apply(FIXED, serving);
    cluster.play();
  }

  private void scale(int replicas) {
    edit(builder -> builder.editSpec().withReplicas(replicas).endSpec());
    cluster.getReady(deployment());
  }

  private void edit(UnaryOperator<DeploymentBuilder> change) {
    cluster.client.resource(change.apply(new DeploymentBuilder(deployment())).build()).update();
  }

  private Deployment deployment() {
    return cluster.deployment().orElseThrow();
  }

  private int replicas() {
    return deployment().getSpec().getReplicas();
  }

  private HorizontalPodAutoscaler autoscaler() {
    return cluster.autoscaler().orElseThrow();
  }
}
