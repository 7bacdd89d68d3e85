// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.JobReference;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKeys;
import io.pentimento.contract.StageParameters;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The documents with which the planner starts the stages of a job. */
class StageDocumentsTest {
  private PlannerSimulation cluster;

  @BeforeEach
  void run() throws IOException {
    cluster = new PlannerSimulation(PlannerSimulation.job(), false);
    cluster.job.getMetadata().setNamespace("vision");
    cluster.job.getMetadata().setUid("1234");
    cluster.runToTheEnd();
  }

  private StageDocument document(StageName stage) {
    return cluster.document(stage);
  }

  @ParameterizedTest
  @EnumSource(names = {"PREPARE", "GENERATE", "TRAIN", "EVALUATE"})
  void everyDocumentNamesTheJob(StageName stage) {
    assertThat(document(stage).job()).isEqualTo(new JobReference("vision", "night", "1234"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PREPARE  |
          GENERATE | PREPARE
          TRAIN    | PREPARE GENERATE
          EVALUATE | PREPARE GENERATE TRAIN
          """)
  void aStageBuildsOnAllStagesBeforeIt(StageName stage, String upstream) {
    assertThat(document(stage).upstream().keySet())
        .extracting(StageName::name)
        .containsExactly(upstream == null ? new String[0] : upstream.split(" "));
  }

  @Test
  void upstreamStagesAreNamedByTheirKeys() {
    StageDocument evaluate = document(StageName.EVALUATE);

    assertThat(evaluate.upstream())
        .isEqualTo(
            Map.of(
                StageName.PREPARE, document(StageName.PREPARE).key(),
                StageName.GENERATE, document(StageName.GENERATE).key(),
                StageName.TRAIN, document(StageName.TRAIN).key()));
  }

  @Test
  void prepareKnowsNoDigestsAndNoCache() {
    assertThat(document(StageName.PREPARE).digests()).isEmpty();
    assertThat(document(StageName.PREPARE).pseudoTargetSettings()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"GENERATE", "TRAIN", "EVALUATE"})
  void theOtherStagesKnowTheContentThatPrepareFoundAndTheCacheThatFollowsFromIt(StageName stage) {
    Map<String, String> digests = document(stage).digests();

    assertThat(digests).containsOnlyKeys("restorer.source", "prior.source", "dataset.source");
    assertThat(document(stage).pseudoTargetSettings())
        .isEqualTo(StageKeys.of(cluster.job.getSpec()).pseudoTargetSettings(digests));
  }

  @ParameterizedTest
  @CsvSource({"PREPARE, 1", "GENERATE, 2", "TRAIN, 1", "EVALUATE, 1"})
  void onlyGenerateHasShards(StageName stage, int shards) {
    assertThat(document(stage).shards()).isEqualTo(shards);
    assertThat(document(stage).shard()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"PREPARE", "GENERATE", "TRAIN", "EVALUATE"})
  void aStageHasItsPartOfTheSpec(StageName stage) {
    assertThat(document(stage).parameters())
        .isEqualTo(StageParameters.of(stage, cluster.job.getSpec()));
  }

  @ParameterizedTest
  @EnumSource(names = {"PREPARE", "GENERATE", "TRAIN", "EVALUATE"})
  void aDocumentHasTheKeyOfItsStatusEntry(StageName stage) {
    assertThat(document(stage).key().hex())
        .isEqualTo(cluster.job.getStatus().stage(stage).orElseThrow().cacheKey());
  }
}
