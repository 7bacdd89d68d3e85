// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.worker.command.CommandRun;
import io.pentimento.worker.publish.FinishedWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of a workspace that cannot be read: nothing is removed. */
@Timeout(60)
class HostileWorkspaceTest {
  private static final StageKey UNUSED = new StageKey("9".repeat(64));

  @TempDir Path folder;
  private WorkspaceLayout layout;
  private Path unused;

  @BeforeEach
  void fill() throws IOException {
    layout = FinishedWorkspace.in(folder.resolve("workspace"), "Passed");
    unused = Files.createDirectories(layout.artifact(StageName.TRAIN, UNUSED));
    Files.writeString(unused.resolve("adapted.onnx"), "of a deleted job");
    Manifest.close(unused);
  }

  private CommandRun delete(Object... more) {
    return gc(Stream.concat(Stream.of("--grace", "PT0S"), Stream.of(more)).toArray());
  }

  private CommandRun gc(Object... more) {
    Stream<Object> words = Stream.of("gc", layout.root(), "--delete");
    return CommandRun.of(Stream.concat(words, Stream.of(more)).toArray());
  }

  private void assertNothingRemoved(CommandRun run, FailureClass failure, String... sentence) {
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(run.code()).as(run.err()).isEqualTo(failure.exitCode());
    assertThat(unused).isDirectory();
    assertThat(FinishedWorkspace.trained(layout)).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "- a"})
  void aDamagedRecordOfALocalJobIsADataErrorThatNamesIt(String content) throws IOException {
    Path record = layout.job(FinishedWorkspace.JOB).resolve("job.yaml");
    Files.writeString(record, content);

    assertNothingRemoved(delete(), FailureClass.DATA, record + " is damaged");
  }

  @ParameterizedTest
  @CsvSource({"'{', is damaged", "'{}', names no stages", "'', names no stages"})
  void aRecordOfAPublishedModelWithoutKeysIsADataErrorThatNamesIt(String content, String sentence)
      throws IOException {
    Path record = layout.root().resolve("published/model.json");
    Files.createDirectories(record.getParent());
    Files.writeString(record, content);

    assertNothingRemoved(delete(), FailureClass.DATA, record.toString(), sentence);
  }

  @Test
  void aDamagedResultOfAnArtefactIsADataErrorThatNamesIt() throws IOException {
    Path result = FinishedWorkspace.trained(layout).resolve(WorkspaceLayout.RESULT);
    Files.writeString(result, "{\"stage\": ");

    assertNothingRemoved(delete(), FailureClass.DATA, result + " is damaged");
  }

  @ParameterizedTest
  @CsvSource({
    "'',       contains no jobs",
    "'a: b',   contains no jobs",
    "'[1, 2]', contains no jobs",
    "'{a: [1', is not valid YAML",
  })
  void aListOfJobsThatIsNoneIsAUserErrorThatNamesIt(String content, String sentence)
      throws IOException {
    Path jobs = Files.writeString(folder.resolve("jobs.yaml"), content);

    assertNothingRemoved(
        delete("--jobs", jobs), FailureClass.USER_ERROR, jobs.toString(), sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "--jobs,       --jobs: file not found:",
    "--references, --references: file not found:",
  })
  void aMissingListIsNamed(String option, String sentence) {
    assertNothingRemoved(
        delete(option, folder.resolve("nowhere")), FailureClass.USER_ERROR, sentence, "nowhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--jobs", "--references"})
  void aFolderInPlaceOfAListIsNamed(String option) {
    assertNothingRemoved(
        delete(option, folder), FailureClass.USER_ERROR, option + ": ", "is a folder; name a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "text", "[]"})
  void aListOfReferencesThatIsNoneIsADataErrorThatNamesIt(String content) throws IOException {
    Path references = Files.writeString(folder.resolve("references.json"), content);

    assertNothingRemoved(
        delete("--references", references), FailureClass.DATA, references.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--grace", "--personal-data-after"})
  void aNegativeTimeIsRejected(String option) {
    assertNothingRemoved(
        gc(option, "-PT1H"), FailureClass.USER_ERROR, option + " must not be negative");
  }

  @Test
  void aWorkspaceThatIsMissingOrAFileIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(CommandRun.of("gc", folder.resolve("nowhere")).err())
        .contains("WORKSPACE: folder not found: ");
    assertThat(CommandRun.of("gc", file).err())
        .contains("WORKSPACE: " + file + " is a file; name a folder");
  }

  @Test
  void foldersThatNoStageWroteAreKept() throws IOException {
    Path foreign = Files.createDirectories(layout.root().resolve("artifacts/train/lost+found"));
    Path notes = Files.writeString(layout.root().resolve("notes.txt"), "mine");

    assertThat(delete().code()).isZero();

    assertThat(unused).as("unused artefacts are removed").doesNotExist();
    assertThat(foreign).isDirectory();
    assertThat(notes).hasContent("mine");
  }

  /** A link could lead to files outside of the workspace. */
  @Test
  void aLinkIsRemovedWithoutItsTarget() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("photo.png"), "a photograph");
    Files.createSymbolicLink(unused.resolve("images"), outside);

    assertThat(delete().code()).isZero();

    assertThat(unused).doesNotExist();
    assertThat(outside.resolve("photo.png")).hasContent("a photograph");
  }
}
