// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.stage.Fault;
import io.pentimento.worker.stage.TinyJob;
import io.pentimento.worker.stage.TinyJob.Ran;
import io.pentimento.worker.stage.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DamagedArtefactTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void writeJob() throws IOException {
    job = TinyJob.in(folder).after(StageName.PREPARE);
  }

  @Test
  void aFinishedStageReturnsItsStoredResultAndChangesNothing() throws IOException {
    Path model = job.artifact(StageName.PREPARE).resolve("restorer.onnx");
    Files.setLastModifiedTime(model, LONG_AGO);

    Ran again = job.run(StageName.PREPARE);

    assertThat(again.code()).isZero();
    assertThat(again.answer().digests()).containsKey("restorer.source");
    assertThat(Files.getLastModifiedTime(model)).isEqualTo(LONG_AGO);
  }

  @Test
  void aDamagedArtefactIsComputedAgainByItsStage() throws IOException {
    Path artifact = job.artifact(StageName.PREPARE);
    Map<String, String> before = Workspaces.digests(artifact, "");
    Workspaces.flipBit(artifact.resolve("restorer.onnx"));

    job.after(StageName.PREPARE);

    assertThat(Workspaces.digests(artifact, "")).isEqualTo(before);
  }

  @Test
  void aStageRejectsADamagedModel() throws IOException {
    Path model = job.artifact(StageName.PREPARE).resolve("prior.onnx");
    Workspaces.flipBit(model);
    isRejected(StageName.GENERATE, model);
  }

  @Test
  void aStageRejectsADamagedImage() throws IOException {
    PreparedIndex index = PreparedIndex.read(job.artifact(StageName.PREPARE));
    Path image = job.artifact(StageName.PREPARE).resolve(index.training().get(0).file());
    Workspaces.flipBit(image);
    isRejected(StageName.GENERATE, image);
  }

  @Test
  void aDamagedPseudoTargetIsComputedAgainBeforeTraining() throws IOException {
    job.after(StageName.GENERATE);
    Map<String, String> before = Workspaces.pseudoTargets(job);
    Path damaged =
        job.workspace().resolve("pseudo-targets").resolve(before.keySet().iterator().next());
    Workspaces.flipBit(damaged);
    isRejected(StageName.TRAIN, damaged);

    job.after(StageName.GENERATE);

    assertThat(Workspaces.pseudoTargets(job)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(
      value = StageName.class,
      names = {"GENERATE", "TRAIN"})
  void twoProcessesOfOneStageEndWithOneValidArtefact(StageName stage) throws Exception {
    if (stage == StageName.TRAIN) {
      job.after(StageName.GENERATE);
    }
    Process one = job.start(stage, 0, Fault.none());
    Process two = job.start(stage, 0, Fault.none());

    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    Manifest.verified(job.artifact(stage));
    Workspaces.assertNothingHalfWritten(job.workspace());
    assertThat(job.run(stage).answer().succeeded()).isTrue();
  }

  private void isRejected(StageName stage, Path damaged) throws IOException {
    Ran ran = job.run(stage);

    assertThat(ran.code()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(ran.answer().reason()).isEqualTo("DamagedArtefact");
    assertThat(ran.answer().message())
        .contains(damaged.toString(), "delete", "to compute it again");
    Workspaces.assertUnfinished(job.artifact(stage));
  }
}
