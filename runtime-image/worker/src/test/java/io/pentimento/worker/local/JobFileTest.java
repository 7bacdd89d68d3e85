// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file in which a run finds the status of the previous run of the same job. */
class JobFileTest {
  private static final String MANIFEST =
      """
      metadata: {name: toy}
      spec:
        restorer: {source: {uri: restorer.pth}}
        prior: {source: {uri: prior.pth}}
        dataset: {source: {uri: images}}
        fineTuning: {iterations: 10}
        workspace: {persistentVolumeClaim: {claimName: toy}}
      """;
  private static final StageStatus PREPARED =
      StageStatuses.succeeded(StageName.PREPARE, new ItemCounts(2, 2, 0));

  @TempDir Path folder;
  private JobFile file;

  @BeforeEach
  void open() {
    file = new JobFile(folder.resolve("jobs/toy"));
  }

  private static AdaptationJob job(String manifest) throws IOException {
    return AdaptationJobYaml.read(manifest);
  }

  private void lastRun(Phase phase, StageStatus... stages) throws IOException {
    AdaptationJob last = job(MANIFEST);
    last.getMetadata().setGeneration(3L);
    last.setStatus(StageStatuses.job(phase, stages));
    file.write(last);
  }

  private AdaptationJob recalled(String manifest, Set<io.pentimento.contract.StageKey> complete)
      throws IOException {
    AdaptationJob job = job(manifest);
    file.recall(job, complete);
    return job;
  }

  @Test
  void theFirstRunHasGenerationOneAndNoStatus() throws IOException {
    AdaptationJob job = recalled(MANIFEST, Set.of());

    assertThat(job.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(job.getStatus()).isNull();
  }

  @Test
  void anUnchangedManifestKeepsItsGenerationAndItsStatus() throws IOException {
    lastRun(Phase.TRAINING, PREPARED);

    AdaptationJob job = recalled(MANIFEST, Set.of(StageStatuses.KEY));

    assertThat(job.getMetadata().getGeneration()).isEqualTo(3);
    assertThat(job.getStatus().stages()).containsExactly(PREPARED);
  }

  @Test
  void anEditedManifestHasTheNextGeneration() throws IOException {
    lastRun(Phase.SUCCEEDED, PREPARED);

    AdaptationJob job =
        recalled(MANIFEST.replace("iterations: 10", "iterations: 11"), Set.of(StageStatuses.KEY));

    assertThat(job.getMetadata().getGeneration()).isEqualTo(4);
  }

  @Test
  void runningAFailedJobAgainRequestsAnotherAttempt() throws IOException {
    lastRun(Phase.FAILED);

    assertThat(recalled(MANIFEST, Set.of()).getMetadata().getGeneration()).isEqualTo(4);
  }

  @Test
  void aStageWhoseArtefactWasDeletedRunsAgain() throws IOException {
    lastRun(Phase.TRAINING, PREPARED);

    assertThat(recalled(MANIFEST, Set.of()).getStatus().stages()).isEmpty();
  }

  @Test
  void theStatusOfEarlierServersIsRemoved() throws IOException {
    lastRun(
        Phase.SUCCEEDED,
        PREPARED,
        StageStatuses.succeeded(StageName.SERVE, new ItemCounts(1, 1, 0)));

    assertThat(recalled(MANIFEST, Set.of(StageStatuses.KEY)).getStatus().stages())
        .extracting(StageStatus::name)
        .containsExactly(StageName.PREPARE);
  }

  @Test
  void theStatusCanBeWrittenWithoutTheSpec() throws IOException {
    lastRun(Phase.SUCCEEDED, PREPARED);

    AdaptationJobStatus status =
        new ObjectMapper()
            .readValue(folder.resolve("jobs/toy/status.json").toFile(), AdaptationJobStatus.class);
    assertThat(status.phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(status.stages()).containsExactly(PREPARED);
  }

  @Test
  void aDamagedRecordIsReportedWithItsFile() throws IOException {
    Path record = folder.resolve("jobs/toy/job.yaml");
    Files.createDirectories(record.getParent());
    Files.writeString(record, "metadata: [");

    assertThatThrownBy(() -> recalled(MANIFEST, Set.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(record + " is damaged");
  }
}
