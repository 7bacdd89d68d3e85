// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.worker.runtime.StageArtifacts;
import io.pentimento.worker.stage.evaluate.Contenders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several processes compute the same stage in one workspace, and some of them are killed. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SharedStageTest {

  /** The points at which a process is killed, in the order of execution. */
  enum Point {
    BEFORE_THE_LEASE("."),
    AFTER_THE_LEASE("leases/*/*/lease-*.json"),
    AMID_THE_WORK(null),
    BEFORE_THE_MANIFEST("staging/*/*/*/result.json"),
    BEFORE_PUBLICATION("staging/*/*/*/manifest.json"),
    AFTER_PUBLICATION("artifacts/STAGE/*/manifest.json");

    private final String pattern;

    Point(String pattern) {
      this.pattern = pattern;
    }

    Fault fault(TinyJob job, StageName stage) {
      if (this == BEFORE_THE_LEASE) {
        return Fault.killedOnceThereIs(job.workspace().toString());
      }
      return pattern == null
          ? Fault.killedAt(4)
          : Fault.killedOnceThereIs(
              job.workspace().resolve(pattern.replace("STAGE", stage.value())).toString());
    }
  }

  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void writeJob() throws IOException {
    job = TinyJob.in(folder);
    Files.createDirectories(job.workspace());
  }

  @Test
  void theWorkIsDoneOnceAndWaitingProcessesNameTheHolder() throws Exception {
    try (Contenders contenders = new Contenders(job, StageName.PREPARE, LONG)) {
      Process holder = contenders.start(Fault.frozenAt(3));
      awaitFrozen(holder);
      contenders.start(Fault.none());
      awaitText(contenders, "waiting for job tiny");
      resume(holder);

      contenders.assertOneArtefact();

      assertThat(contenders.timesComputed()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"AFTER_THE_LEASE", "AMID_THE_WORK", "BEFORE_PUBLICATION"})
  void aKilledHolderIsReplaced(Point point) throws Exception {
    killedAt(StageName.PREPARE, 1, 1, point);
  }

  @Test
  void aSuspendedHolderReturnsTheArtefactOfItsSuccessor() throws Exception {
    frozen(StageName.PREPARE, 3);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "PREPARE, 1, 1",
    "PREPARE, 2, 2",
    "TRAIN, 1, 1",
    "TRAIN, 2, 2",
    "EVALUATE, 1, 1",
    "EVALUATE, 2, 2"
  })
  void killsAtEveryPointResultInOneArtefact(StageName stage, int killed, int undisturbed)
      throws Exception {
    for (Point point : Point.values()) {
      before(stage);
      killedAt(stage, killed, undisturbed, point);
      StageArtifacts.deleteTree(job.workspace());
      Files.createDirectories(job.workspace());
    }
  }

  @Tag("slow")
  @Test
  void aSuspendedTrainingReportsTheModelOfItsSuccessor() throws Exception {
    before(StageName.TRAIN);
    frozen(StageName.TRAIN, 5);
  }

  /** The iteration order of some Java collections differs between processes. */
  @Tag("slow")
  @Test
  void everyProcessWritesTheSameFiles() throws Exception {
    before(StageName.TRAIN);
    Map<String, String> digests = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      TinyJob own = job.inWorkspace(folder.resolve("own-" + i));
      for (StageName stage : List.of(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN)) {
        assertThat(own.start(stage, 0, Fault.none()).waitFor()).isZero();
      }
      Map<String, String> made = Workspaces.digests(own.workspace().resolve("artifacts"), "");
      assertThat(digests.isEmpty() ? made : digests).isEqualTo(made);
      digests = made;
    }
  }

  @Tag("slow")
  @Test
  void fourProcessesMakeEachPseudoTargetOnce() throws Exception {
    job.after(StageName.PREPARE);
    try (Contenders contenders = new Contenders(job, StageName.GENERATE, LONG)) {
      for (int i = 0; i < 4; i++) {
        contenders.start(Fault.none());
      }
      contenders.assertOneArtefact();
    }
  }

  private void killedAt(StageName stage, int killed, int undisturbed, Point point)
      throws Exception {
    // A holder that was killed before it wrote its name can only be replaced after expiry.
    try (Contenders contenders = new Contenders(job, stage, SHORT)) {
      for (int i = 0; i < killed; i++) {
        Process process = contenders.start(point.fault(job, stage));
        if (i == 0 && killed == 1) {
          // 0 if the process finished before its watcher saw the file.
          assertThat(Contenders.exitCode(process)).isIn(KillSwitch.SIGKILL, 0);
        }
      }
      for (int i = 0; i < undisturbed; i++) {
        contenders.start(Fault.none());
      }
      contenders.assertOneArtefact();
    }
  }

  private void frozen(StageName stage, int call) throws Exception {
    try (Contenders contenders = new Contenders(job, stage, SHORT)) {
      Process frozen = contenders.start(Fault.frozenAt(call));
      awaitFrozen(frozen);
      Process successor = contenders.start(Fault.none());
      assertThat(Contenders.exitCode(successor)).as(contenders.log(1)).isZero();
      assertThat(frozen.isAlive()).isTrue();
      resume(frozen);

      contenders.assertOneArtefact();
    }
  }

  private void before(StageName stage) throws IOException {
    for (StageName earlier : List.of(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN)) {
      if (earlier.compareTo(stage) < 0) {
        job.after(earlier);
      }
    }
  }

  private static void awaitFrozen(Process process) throws IOException, InterruptedException {
    Path state = Path.of("/proc", Long.toString(process.pid()), "stat");
    while (!Files.readString(state).contains(") T ")) {
      Thread.sleep(10);
    }
  }

  private static void awaitText(Contenders contenders, String text)
      throws IOException, InterruptedException {
    while (!contenders.log(1).contains(text)) {
      Thread.sleep(10);
    }
  }

  private static void resume(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-CONT", Long.toString(process.pid())).start().waitFor();
  }
}
