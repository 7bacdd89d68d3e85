// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.PlanAction;
import io.pentimento.api.v1alpha1.status.PlannedStage;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The plan in the status of a job, for which the operator creates nothing. */
class DryRunTest {
  private final SimulatedCluster cluster = new SimulatedCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void annotate(Map<String, String> annotations) {
    AdaptationJob job = cluster.job();
    cluster
        .client
        .resource(job)
        .edit(
            known -> {
              known.getMetadata().setAnnotations(annotations);
              return known;
            });
  }

  @Test
  void aNewJobIsPlannedAndOnlyItsStatusIsWritten() throws IOException {
    cluster.apply();
    annotate(Map.of("pentimento.io/dry-run", "true"));

    cluster.reconcile();
    cluster.reconcile();

    assertThat(cluster.jobs()).isEmpty();
    assertThat(cluster.configMaps()).isEmpty();
    assertThat(cluster.deployments()).isEmpty();
    assertThat(cluster.status().plan().stages()).hasSize(4);

    annotate(Map.of());
    cluster.play();

    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(cluster.status().plan()).isNull();
  }

  @Test
  void anEditIsPlannedWithoutAChangeOfTheServers() throws IOException {
    cluster.apply();
    cluster.play();
    String version = cluster.deployment().orElseThrow().getMetadata().getResourceVersion();
    annotate(Map.of("pentimento.io/dry-run", "true"));
    cluster.edit("iterations: 100}", "iterations: 200}");

    cluster.reconcile();

    assertThat(cluster.status().plan().stages())
        .extracting(PlannedStage::action)
        .containsExactly(PlanAction.REUSE, PlanAction.REUSE, PlanAction.RUN, PlanAction.RUN);
    assertThat(cluster.deployment().orElseThrow().getMetadata().getResourceVersion())
        .isEqualTo(version);
  }
}
