// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageProgress;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.runtime.StageDocuments;
import io.pentimento.workflow.observation.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the end of a stage process means. */
@Timeout(60)
class ShardProcessTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  @TempDir Path folder;
  private Path progress;
  private Path result;
  private Path log;
  private ShardProcess shard;
  private Process process;

  @BeforeEach
  void create() {
    progress = folder.resolve("progress.json");
    result = folder.resolve("result.json");
    log = folder.resolve("shard.log");
    shard = new ShardProcess(StageDocuments.of(StageName.TRAIN), progress, result, log);
  }

  @AfterEach
  void end() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  private void start(String script) throws IOException {
    shard.start(
        (index, answer, output) -> {
          process =
              new ProcessBuilder("sh", "-c", script)
                  .redirectErrorStream(true)
                  .redirectOutput(output.toFile())
                  .start();
          return process;
        });
  }

  private ProcessState ended(String script) throws Exception {
    start(script);
    process.waitFor();
    return shard.observe(NOW);
  }

  private static TerminationMessage success() {
    return TerminationMessage.success(StageName.TRAIN, StageStatuses.KEY, new ItemCounts(4, 4, 0));
  }

  private String write(TerminationMessage message) {
    return "cat > '%s' <<'END'\n%s\nEND\n".formatted(result, message.toJson());
  }

  @Test
  void aProcessThatWasNotStartedIsQueued() throws IOException {
    assertThat(shard.isQueued()).isTrue();
    assertThat(shard.isAlive()).isFalse();
    assertThat(shard.observe(NOW)).isEqualTo(new ProcessState.Running(null));
  }

  @Test
  void aProcessThatEndsWithAResultHasSucceeded() throws Exception {
    assertThat(ended(write(success()))).isEqualTo(new ProcessState.Succeeded(success()));
    assertThat(shard.isQueued()).isFalse();
  }

  @Test
  void exitCodeZeroWithoutAResultIsAnInternalFailure() throws Exception {
    assertThat(ended("echo nothing to say"))
        .asInstanceOf(type(ProcessState.Failed.class))
        .satisfies(
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureClass.INTERNAL);
              assertThat(failed.message())
                  .contains("exit code 0", log.toString(), "nothing to say");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "64, USER_ERROR",
    "65, DATA",
    "70, INTERNAL",
    "71, RESOURCES",
    "75, INFRASTRUCTURE",
    "143, INTERRUPTED",
    "137, RESOURCES",
    "3, RESOURCES",
    "99, INTERNAL",
  })
  void theExitCodeGivesTheClassOfAFailureWithoutAResult(int code, FailureClass failure)
      throws Exception {
    assertThat(ended("exit " + code))
        .asInstanceOf(type(ProcessState.Failed.class))
        .satisfies(
            failed -> {
              assertThat(failed.failure()).isEqualTo(failure);
              assertThat(failed.reason()).isEqualTo(failure.reason());
              assertThat(failed.exitCode()).isEqualTo(code);
              assertThat(failed.finishedAt()).isEqualTo(NOW);
            });
  }

  @Test
  void theMessageOfAFailureWithoutAResultEndsWithTheLastThreeLinesOfTheLog() throws Exception {
    assertThat(ended("echo 1; echo 2; echo 3; echo 4; exit 70"))
        .asInstanceOf(type(ProcessState.Failed.class))
        .satisfies(failed -> assertThat(failed.message()).endsWith("ends with: 2 / 3 / 4"));
  }

  @Test
  void aReportedFailureGivesClassReasonAndMessage() throws Exception {
    TerminationMessage failure =
        TerminationMessage.failure(
            StageName.TRAIN,
            StageStatuses.KEY,
            FailureClass.DATA,
            SourceReason.CORRUPT_IMAGE,
            "a.png is truncated");

    assertThat(ended(write(failure) + "exit 65"))
        .isEqualTo(
            new ProcessState.Failed(
                FailureClass.DATA,
                SourceReason.CORRUPT_IMAGE,
                "a.png is truncated",
                65,
                null,
                NOW));
  }

  @Test
  void theResultOfAnEarlierAttemptIsIgnored() throws Exception {
    Files.writeString(result, success().toJson());

    assertThat(ended("exit 70")).isInstanceOf(ProcessState.Failed.class);
  }

  @Test
  void anEndIsObservedOnce() throws Exception {
    ProcessState first = ended("exit 70");

    assertThat(shard.observe(NOW.plusSeconds(60))).isEqualTo(first);
  }

  @Test
  void aQueuedProcessCanBeStopped() throws IOException {
    shard.stop(NOW);

    assertThat(shard.isQueued()).isFalse();
    assertThat(shard.observe(NOW))
        .isEqualTo(
            new ProcessState.Failed(
                FailureClass.INTERRUPTED, FailureReason.INTERRUPTED, "stopped", 143, null, NOW));
  }

  @Test
  void stoppingARunningProcessTerminatesIt() throws Exception {
    start("exec sleep 60");
    assertThat(shard.isAlive()).isTrue();

    shard.stop(NOW);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(shard.observe(NOW))
        .asInstanceOf(type(ProcessState.Failed.class))
        .satisfies(failed -> assertThat(failed.failure()).isEqualTo(FailureClass.INTERRUPTED));
  }

  @Test
  void progressOfAnotherKeyIsIgnored() throws IOException {
    StageProgress other =
        new StageProgress(
            StageName.TRAIN, StageStatuses.KEY, 0, 1, 2, 0, null, null, "sending", "now");
    Files.writeString(progress, other.toJson());

    assertThat(shard.observe(NOW)).isEqualTo(new ProcessState.Running(null));
  }

  @Test
  void theProgressFileIsReadWhileTheProcessRuns() throws IOException {
    StageProgress own =
        new StageProgress(
            StageName.TRAIN, StageDocuments.KEY, 0, 1, 2, 0, null, null, "sending", "now");
    Files.writeString(progress, own.toJson());

    assertThat(shard.observe(NOW)).isEqualTo(new ProcessState.Running(own));
  }
}
