// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Jobs that remove files of a workspace. */
class WorkspaceCleaningTest {
  private static final String RETENTION =
      "claimName: w}, retention: {unusedArtifactsAfterDays: 30, personalDataAfterDays: 7}}";

  private final SimulatedCluster cluster = new SimulatedCluster();

  @BeforeEach
  void apply() throws IOException {
    cluster.apply("claimName: w}}", RETENTION);
    cluster.play();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aYoungJobCleansNothing() {
    assertThat(cleaning()).isEmpty();
  }

  @Test
  void oneJobADayRemovesUnusedArtefacts() {
    afterTwoDays();
    cluster.reconcile();
    cluster.reconcile();

    assertThat(cleaning()).hasSize(1);
    Job job = cleaning().get(0);
    assertThat(job.getSpec().getTemplate().getSpec().getContainers().get(0).getArgs())
        .containsExactly(
            "gc",
            "/workspace",
            "--delete",
            "--references",
            "/etc/pentimento/references.json",
            "--grace",
            "P30D",
            "--personal-data-after",
            "P7D");
    String train = cluster.status().stages().get(2).cacheKey();
    assertThat(references(job)).contains(train, cluster.status().model().active());

    cluster.now = cluster.now.plus(Duration.ofDays(1));
    cluster.reconcile();

    assertThat(cleaning()).hasSize(2);
  }

  @Test
  void aRestartedOperatorCreatesNoSecondJob() {
    afterTwoDays();
    cluster.reconcile();
    cluster.restartOperator();
    cluster.reconcile();

    assertThat(cleaning()).hasSize(1);
  }

  @Test
  void thePersonalDataOfAJobThatKeepsThemAreReferencedWholly() throws IOException {
    AdaptationJob other = AdaptationJobYaml.read(SimulatedCluster.YAML);
    other.getMetadata().setName("other");
    other.setStatus(cluster.status());
    cluster.client.resource(other).create();
    cluster.client.resource(other).updateStatus();
    afterTwoDays();

    cluster.reconcile();

    String train = cluster.status().stages().get(2).cacheKey();
    assertThat(references(cleaning().get(0)))
        .as("the job without retention shares all stages")
        .containsPattern("\"complete\":\\[[^]]*" + train);
  }

  private void afterTwoDays() {
    Instant created = Instant.parse(cluster.job().getMetadata().getCreationTimestamp());
    cluster.now = created.plus(Duration.ofDays(2));
  }

  private static String references(Job job) {
    return job.getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations()
        .get("pentimento.io/references");
  }

  private List<Job> cleaning() {
    return cluster.client.batch().v1().jobs().inNamespace("vision").list().getItems().stream()
        .filter(job -> job.getMetadata().getName().startsWith("pentimento-retention-"))
        .toList();
  }
}
