// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.command.CommandRun;
import io.pentimento.worker.runtime.StageDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that pods run: its document, its result file and its exit code. */
@Timeout(60)
class StageCommandTest {
  private static final StageKey PREPARED = new StageKey("5".repeat(64));

  @TempDir Path folder;
  private Path document;
  private Path workspace;
  private Path result;

  @BeforeEach
  void name() throws IOException {
    document = folder.resolve("document.json");
    workspace = folder.resolve("workspace");
    result = folder.resolve("result.json");
    write(StageDocuments.of(StageName.PREPARE));
  }

  private void write(StageDocument stage) throws IOException {
    Files.writeString(document, stage.toJson());
  }

  private CommandRun run(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("stage", "--document", document, "--workspace", workspace));
    words.addAll(List.of("--base", folder, "--result", result));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  private TerminationMessage answer() throws IOException {
    return TerminationMessage.fromJson(Files.readString(result));
  }

  @Test
  void aMissingSourceIsReportedInTheResultFileAndByTheExitCode() throws IOException {
    CommandRun run = run();

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(answer().stage()).isEqualTo(StageName.PREPARE);
    assertThat(answer().key()).isEqualTo(StageDocuments.KEY);
    assertThat(answer().failure()).isEqualTo(FailureClass.USER_ERROR);
    assertThat(answer().reason()).isEqualTo(SourceReason.SOURCE_NOT_FOUND.word());
    assertThat(answer().message())
        .isEqualTo(
            "spec.prior.source: prior.pth cannot be read: file not found: "
                + folder.resolve("prior.pth"));
  }

  @Test
  void aFailedStageLeavesNoArtefact() {
    run();

    WorkspaceLayout layout = new WorkspaceLayout(workspace);
    assertThat(layout.artifact(StageName.PREPARE, StageDocuments.KEY)).doesNotExist();
  }

  /** The termination log of a pod is a mount, which cannot be replaced by a rename. */
  @Test
  void anExistingResultFileIsOverwrittenInPlace() throws IOException {
    Files.writeString(result, "x".repeat(5000));
    Object before = Files.getAttribute(result, "unix:ino");

    run();

    assertThat(answer().failure()).isEqualTo(FailureClass.USER_ERROR);
    assertThat(Files.getAttribute(result, "unix:ino")).isEqualTo(before);
  }

  @Test
  void theExitCodeIsKeptIfTheResultCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    result = file.resolve("result.json");

    assertThat(run().code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
  }

  @Test
  void aMissingDocumentIsNamed() throws IOException {
    Files.delete(document);

    CommandRun run = run();

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("--document: file not found: " + document);
    assertThat(result).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "text", "{\"stage\": \"cook\"}"})
  void aDocumentThatIsNoneIsADataErrorThatNamesIt(String content) throws IOException {
    Files.writeString(document, content);

    CommandRun run = run();

    assertThat(run.code()).as(run.err()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(run.err()).contains(document + " is not a stage document");
    assertThat(workspace).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"1", "-1", "99"})
  void aShardThatDoesNotExistIsRejected(int shard) {
    CommandRun run = run("--shard", shard);

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("shard " + shard + " is not below 1");
    assertThat(workspace).doesNotExist();
  }

  @Test
  void servingIsNotAStageOfTheWorker() throws IOException {
    StageDocument train = StageDocuments.of(StageName.TRAIN);
    write(
        new StageDocument(
            StageName.SERVE,
            train.key(),
            train.job(),
            Map.of(),
            Map.of(),
            null,
            train.parameters(),
            1,
            null));

    assertThat(run().code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(answer().message()).isEqualTo("the worker has no stage serve");
  }

  @ParameterizedTest
  @CsvSource({"GENERATE", "TRAIN", "EVALUATE"})
  void aStageWithoutItsInputIsADataError(StageName stage) throws IOException {
    write(
        StageDocuments.of(
            stage,
            Map.of(
                StageName.PREPARE, PREPARED,
                StageName.GENERATE, PREPARED,
                StageName.TRAIN, PREPARED)));

    assertThat(run().code()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(answer().reason()).isEqualTo(ResultReason.DAMAGED_ARTEFACT.word());
    assertThat(answer().message()).contains(PREPARED.hex());
  }

  @Test
  void aWorkspaceThatIsAFileIsNamed() throws IOException {
    workspace = Files.createFile(folder.resolve("file"));

    CommandRun run = run();

    assertThat(run.code()).isNotZero();
    assertThat(answer().message()).contains(workspace.toString());
  }
}
