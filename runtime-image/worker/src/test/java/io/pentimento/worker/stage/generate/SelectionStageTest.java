// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.face.detect.GeneratedDetector;
import io.pentimento.worker.dataset.Quarantine;
import io.pentimento.worker.dataset.TargetWeights;
import io.pentimento.worker.runtime.ImageRecord;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.TargetScores;
import io.pentimento.worker.stage.TinyJob;
import io.pentimento.worker.stage.TinyJob.Ran;
import io.pentimento.worker.stage.Workspaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The field {@code pseudoTargets.selection}, from generate to train. */
class SelectionStageTest {
  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void write() throws IOException {
    job = TinyJob.in(folder);
  }

  private TinyJob selecting(String selection) {
    return job.with("pseudoTargets: {", "pseudoTargets: {selection: {" + selection + "}, ");
  }

  @Test
  void theFirstCandidateIsTheTargetWithoutSelection() throws IOException {
    GeneratedDetector.write(folder.resolve("detector.onnx"), 128);
    TinyJob plain =
        job.inWorkspace(folder.resolve("plain")).after(StageName.PREPARE, StageName.GENERATE);

    TinyJob scored =
        selecting("candidates: 1, criterion: FaceScore")
            .with(
                "workspace:",
                "evaluation: {faceDetector: {source: {uri: detector.onnx}}}\n  workspace:")
            .after(StageName.PREPARE, StageName.GENERATE);

    assertThat(targets(scored)).isEqualTo(targets(plain));
    assertThat(scores(scored)).allSatisfy(scores -> assertThat(scores.score()).isBetween(0.0, 1.0));
  }

  @Test
  void selectedTargetsAreRecordedWithTheirScores() throws IOException {
    TinyJob selected = selecting("candidates: 3").after(StageName.PREPARE, StageName.GENERATE);

    assertThat(scores(selected))
        .hasSize(training(selected).size())
        .allSatisfy(scores -> assertThat(scores.score()).isNegative())
        .allSatisfy(scores -> assertThat(scores.disagreement()).isPositive());
  }

  @Test
  void anchoringChangesTheTargetsButNotTheirScores() throws IOException {
    TinyJob free = selecting("candidates: 3").after(StageName.PREPARE, StageName.GENERATE);
    TinyJob anchored =
        selecting("candidates: 3, anchorStrength: 1").after(StageName.PREPARE, StageName.GENERATE);

    assertThat(targets(anchored)).doesNotContainAnyElementsOf(targets(free));
    assertThat(scores(anchored)).isEqualTo(scores(free));
  }

  @Test
  void theWorstTargetsAreNotUsedAndDoNotCountAsFailed() throws IOException {
    TinyJob dropping = selecting("candidates: 3, keepFraction: 0.7").after(StageName.PREPARE);

    Ran ran = dropping.run(StageName.GENERATE);

    assertThat(ran.code()).isZero();
    assertThat(ran.answer().items().failed()).isZero();
    assertThat(Quarantine.names(dropping.artifact(StageName.GENERATE))).hasSize(1);
    assertThat(dropping.run(StageName.TRAIN).code()).isZero();
  }

  @Test
  void weightsAreWrittenForTheTraining() throws IOException {
    TinyJob weighted =
        selecting("candidates: 3, weighting: Agreement")
            .after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN);

    assertThat(TargetWeights.read(weighted.artifact(StageName.GENERATE)))
        .hasSize(training(weighted).size())
        .allSatisfy((image, weight) -> assertThat(weight).isBetween(0.0, 1.0))
        .containsValue(1.0);
  }

  @Test
  void anotherFractionDoesNotComputePseudoTargetsAgain() throws IOException {
    TinyJob first = selecting("candidates: 3").after(StageName.PREPARE, StageName.GENERATE);
    var before = Workspaces.pseudoTargets(first);

    selecting("candidates: 3, keepFraction: 0.5").after(StageName.GENERATE);

    assertThat(Workspaces.pseudoTargets(first)).isEqualTo(before);
  }

  /** Digests of the pseudo targets, in the order of the training images. */
  private static List<String> targets(TinyJob job) throws IOException {
    StageKey settings = job.document(StageName.GENERATE).pseudoTargetSettings();
    List<String> digests = new ArrayList<>();
    for (Item item : training(job)) {
      digests.add(Digest.of(job.layout().pseudoTarget(settings, item.digest())));
    }
    return digests;
  }

  private static List<Item> training(TinyJob job) throws IOException {
    return PreparedIndex.read(job.artifact(StageName.PREPARE)).training();
  }

  private static List<TargetScores> scores(TinyJob job) throws IOException {
    List<TargetScores> scores = new ArrayList<>();
    for (Item item : training(job)) {
      Path record =
          job.layout()
              .pseudoTargetRecord(
                  job.document(StageName.GENERATE).pseudoTargetSettings(), item.digest());
      scores.add(ImageRecord.read(record).scores());
    }
    return scores;
  }
}
