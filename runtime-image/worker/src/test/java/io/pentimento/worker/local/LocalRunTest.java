// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.Main;
import io.pentimento.worker.process.WorkspaceLock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunTest {
  private static final String JOB =
      """
      apiVersion: pentimento.io/v1alpha1
      kind: AdaptationJob
      metadata: {name: toy}
      spec:
        restorer: {source: {uri: restorer.pth}}
        prior: {source: {uri: prior.pth}}
        dataset: {source: {uri: images}}
        pseudoTargets: {shards: 2}
        fineTuning: {iterations: 10}
        workspace: {persistentVolumeClaim: {claimName: toy}}
      """;

  @TempDir Path folder;
  private Path workspace;
  private Path manifest;

  @BeforeEach
  void writeManifest() throws IOException {
    workspace = folder.resolve("workspace");
    manifest = Files.writeString(folder.resolve("job.yaml"), JOB);
    Files.createDirectories(folder.resolve("images"));
  }

  @Test
  void aRunKilledAtAnyTimeResumesWithoutRepeatingFinishedWork() throws Exception {
    Random random = new Random(7);
    int kills = 0;
    Process run = start();
    while (!run.waitFor(700 + random.nextInt(1500), TimeUnit.MILLISECONDS) && kills < 4) {
      run.destroyForcibly().waitFor();
      kills++;
      run = start();
    }

    assertThat(run.waitFor()).as(log()).isZero();
    AdaptationJob job = AdaptationJobYaml.read(workspace.resolve("jobs/toy/job.yaml"));
    assertThat(job.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(job.getStatus().stages()).allMatch(s -> s.state() == StageState.SUCCEEDED);
    List<String> journal = Files.readAllLines(workspace.resolve(ToyStages.JOURNAL));
    assertThat(journal).doesNotHaveDuplicates().isNotEmpty();
    assertThat(workspace.resolve("jobs/toy/status.json")).content().contains("Succeeded");
  }

  @Test
  void anEditedLearningRateKeepsThePseudoTargets() throws Exception {
    assertThat(start().waitFor()).as(log()).isZero();
    Files.writeString(
        manifest, JOB.replace("iterations: 10", "iterations: 10, optimizer: {learningRate: 0.1}"));

    assertThat(start().waitFor()).as(log()).isZero();

    List<String> journal = Files.readAllLines(workspace.resolve(ToyStages.JOURNAL));
    assertThat(journal).filteredOn(line -> line.contains("generate")).hasSize(6);
    assertThat(journal).filteredOn(line -> line.contains("train")).hasSize(12);
  }

  @Test
  void anInvalidManifestGetsTheMessageOfAnApiServer() throws Exception {
    Files.writeString(manifest, JOB.replace("iterations: 10", "iterations: 0"));

    assertThat(start().waitFor()).isEqualTo(FailureClass.USER_ERROR.exitCode());

    assertThat(log()).contains("spec.fineTuning.iterations");
    assertThat(workspace).doesNotExist();
  }

  @Test
  void aSecondRunOfTheSameJobIsRejected() throws Exception {
    try (WorkspaceLock held = WorkspaceLock.take(new WorkspaceLayout(workspace), "toy")) {
      assertThat(start().waitFor()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    }
    assertThat(log()).contains("another run of job toy is active in " + workspace);
  }

  @Test
  void twoJobsRunInOneWorkspaceAtTheSameTime() throws Exception {
    Path other =
        Files.writeString(
            folder.resolve("other.yaml"),
            JOB.replace("name: toy", "name: other").replace("iterations: 10", "iterations: 11"));
    try (WorkspaceLock held = WorkspaceLock.take(new WorkspaceLayout(workspace), "toy")) {
      assertThat(start(other).waitFor()).as(log()).isZero();
    }
    assertThat(workspace.resolve("jobs/other/status.json")).content().contains("Succeeded");
  }

  private Process start() throws IOException {
    return start(manifest);
  }

  private Process start(Path manifest) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("run", manifest.toString(), "--workspace", workspace.toString()));
    command.addAll(List.of("--no-serve", "--heap", "128"));
    command.addAll(List.of("--stage-program", ToyStages.class.getName()));
    File log = folder.resolve("run.log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private String log() throws IOException {
    Path log = folder.resolve("run.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
