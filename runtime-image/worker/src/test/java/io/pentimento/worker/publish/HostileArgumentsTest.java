// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.command.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong files and addresses of publish, pull, verify-model and report; no registry is needed. */
@Timeout(60)
class HostileArgumentsTest {
  /** Nothing listens there; a request would fail with another message. */
  private static final String REGISTRY = "oci://127.0.0.1:1/vision/night";

  private static final String PINNED = REGISTRY + "@sha256:" + "1".repeat(64);

  @TempDir Path folder;
  private WorkspaceLayout layout;
  private Path job;
  private Path to;

  @BeforeEach
  void createFiles() throws IOException {
    layout = FinishedWorkspace.in(folder.resolve("workspace"), "Passed");
    job = layout.root().resolve(FinishedWorkspace.JOB);
    to = folder.resolve("to");
    Files.createFile(folder.resolve("empty"));
    Files.createDirectory(folder.resolve("folder"));
    Files.writeString(folder.resolve("text"), "not a key");
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});
  }

  private CommandRun run(String command) {
    List<Object> words = new ArrayList<>();
    for (String word : command.split(" +")) {
      words.add(
          switch (word) {
            case "JOB" -> job;
            case "REGISTRY" -> REGISTRY;
            case "PINNED" -> PINNED;
            case "TO" -> to;
            default -> word.startsWith("@") ? folder.resolve(word.substring(1)) : word;
          });
    }
    return CommandRun.of(words.toArray());
  }

  private void assertRefused(String command, FailureClass failure, String... sentence) {
    CommandRun run = run(command);

    assertThat(run.err()).contains(sentence).doesNotContain("\tat ", "did not respond");
    assertThat(run.code()).as(run.err()).isEqualTo(failure.exitCode());
    assertThat(to).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "publish JOB REGISTRY --key @nowhere,  --key: file not found:",
    "publish JOB REGISTRY --key @folder,   is a folder; name a file",
    "publish JOB REGISTRY --key @empty,    has no block PRIVATE KEY",
    "publish JOB REGISTRY --key @text,     has no block PRIVATE KEY",
    "publish JOB REGISTRY --key @binary,   it is not a text file in UTF-8",
    "verify-model PINNED --key @nowhere,   --key: file not found:",
    "verify-model PINNED --key @folder,    is a folder; name a file",
    "verify-model PINNED --key @empty,     has no block PUBLIC KEY",
    "verify-model PINNED --key @binary,    it is not a text file in UTF-8",
  })
  void aKeyThatIsNoneIsRejected(String command, String sentence) {
    assertRefused(command, FailureClass.USER_ERROR, sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "publish JOB http://x/y",
    "publish JOB oci://",
    "publish JOB oci://host",
    "publish JOB oci://host/UPPER",
    "pull foo TO",
    "pull oci://h/r@sha256:12 TO",
    "verify-model foo",
    "report oci:// --to TO",
  })
  void anAddressOfAnotherFormIsRejectedWithTheForm(String command) {
    assertRefused(
        command, FailureClass.USER_ERROR, "is not a registry address; write oci://HOST/REPOSITORY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pull REGISTRY TO", "verify-model REGISTRY", "report REGISTRY --to TO"})
  void anAddressWithoutADigestIsNotRead(String command) {
    assertRefused(command, FailureClass.USER_ERROR, "is not pinned; add the digest");
  }

  @Test
  void aModelIsNotPublishedToADigest() {
    assertRefused(
        "publish JOB PINNED",
        FailureClass.USER_ERROR,
        "has a digest; publish to a repository, with a tag or without");
  }

  @ParameterizedTest
  @CsvSource({
    "pull PINNED TO --secret @nowhere,         --secret: folder not found:",
    "pull PINNED TO --secret @empty,           is a file; name a folder",
    "verify-model PINNED --secret @nowhere,    --secret: folder not found:",
    "publish JOB REGISTRY --secret @nowhere,   --secret: folder not found:",
  })
  void aSecretThatIsNotAFolderIsRejected(String command, String sentence) {
    assertRefused(command, FailureClass.USER_ERROR, sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "pull PINNED @empty,               FOLDER:, is a file; name an output folder",
    "pull PINNED @empty/below,         FOLDER:, cannot be written because",
    "report JOB --to @empty,           --to:,   is a file; name an output folder",
    "report PINNED --to @empty/below,  --to:,   cannot be written because",
  })
  void anOutputThatCannotBeWrittenIsRejectedFirst(String command, String name, String sentence) {
    assertRefused(
        command,
        FailureClass.USER_ERROR,
        name,
        sentence.replace("written because", "written, because"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"publish @folder/toy REGISTRY", "report @folder/toy --to TO"})
  void anUnknownJobIsNamed(String command) {
    assertRefused(command, FailureClass.USER_ERROR, "has no job toy (file not found: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"publish / REGISTRY", "report / --to TO"})
  void aJobWithoutAWorkspaceIsRejectedWithTheForm(String command) {
    assertRefused(command, FailureClass.USER_ERROR, "give the job as WORKSPACE/JOB, not /");
  }

  @ParameterizedTest
  @CsvSource({
    "@nowhere, USER_ERROR, --job: file not found:",
    "@folder,  USER_ERROR, is a folder; name a file",
    "@binary,  USER_ERROR, it is not a text file in UTF-8",
    "@empty,   DATA,       is not an AdaptationJob",
    "@text,    DATA,       is not an AdaptationJob",
  })
  void aManifestThatIsNoneIsRejected(String file, FailureClass failure, String sentence) {
    assertRefused("publish JOB REGISTRY --job " + file, failure, sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"publish JOB REGISTRY", "report JOB --to TO"})
  void aDamagedRecordOfAJobIsADataErrorThatNamesIt(String command) throws IOException {
    Path record = layout.job(FinishedWorkspace.JOB).resolve("job.yaml");
    Files.writeString(record, "metadata: [");

    assertRefused(command, FailureClass.DATA, record + " is damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"publish JOB REGISTRY", "report JOB --to TO"})
  void aJobWithoutAnEvaluationIsRejected(String command) throws IOException {
    Path record = layout.job(FinishedWorkspace.JOB).resolve("job.yaml");
    String yaml = Files.readString(record);
    Files.writeString(record, yaml.substring(0, yaml.indexOf("status:")));

    assertRefused(command, FailureClass.USER_ERROR, "job toy has no evaluated model");
  }

  /** Reports are personal data and can be removed before the metrics. */
  @ParameterizedTest
  @ValueSource(strings = {"report.html", "metrics.json"})
  void aReportWithAMissingFileIsNotWrittenInPart(String name) throws IOException {
    Path file = layout.root().resolve("artifacts/evaluate/" + "2".repeat(64)).resolve(name);
    Files.delete(file);

    assertRefused(
        "report JOB --to TO",
        FailureClass.USER_ERROR,
        file + " was removed from the workspace; run the job again");
  }

  /** Waits for 31 seconds between six attempts. */
  @Test
  @Tag("slow")
  void aRegistryThatIsNotReachableIsAnInfrastructureFailure() {
    CommandRun run = run("verify-model PINNED");

    assertThat(run.code()).isEqualTo(FailureClass.INFRASTRUCTURE.exitCode());
    assertThat(run.err())
        .contains("the registry did not respond", "next attempt in 16 s")
        .doesNotContain("\tat ");
  }
}
