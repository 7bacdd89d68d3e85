// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.core.artifact.LeaseTiming;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.worker.stage.Fault;
import io.pentimento.worker.stage.KillSwitch;
import io.pentimento.worker.stage.TinyJob;
import io.pentimento.worker.stage.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Processes that compute the same stage in the same workspace, as pods of several jobs do. */
public final class Contenders implements AutoCloseable {
  private static final int MINUTES = 5;

  private final TinyJob job;
  private final StageName stage;
  private final Duration lease;
  private final List<Process> processes = new ArrayList<>();

  /**
   * @param lease time until a lease expires without renewal
   */
  public Contenders(TinyJob job, StageName stage, Duration lease) {
    this.job = job;
    this.stage = stage;
    this.lease = lease;
  }

  public Process start(Fault fault) throws IOException {
    Map<String, String> environment =
        Map.of(LeaseTiming.VARIABLE, Long.toString(lease.toSeconds()));
    Process process = job.start(stage, 0, fault, result(processes.size()), environment);
    processes.add(process);
    return process;
  }

  /** Waits for a process; the test fails if it hangs. */
  public static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ends").isTrue();
    return process.exitValue();
  }

  /** Every process that was not killed succeeded and reported the stored artefact. */
  public void assertOneArtefact() throws IOException, InterruptedException {
    Set<TerminationMessage> answers = new HashSet<>();
    for (int i = 0; i < processes.size(); i++) {
      if (exitCode(processes.get(i)) != KillSwitch.SIGKILL) {
        assertThat(processes.get(i).exitValue()).as("process %d: %s", i, log(i)).isZero();
        answers.add(TerminationMessage.fromJson(Files.readString(result(i))));
      }
    }
    Path artifact = job.artifact(stage);
    Manifest manifest = Manifest.verified(artifact);
    TerminationMessage kept =
        TerminationMessage.fromJson(Files.readString(artifact.resolve("result.json")));
    assertThat(answers).containsExactly(kept);
    String model = kept.digests().get(TerminationMessage.MODEL);
    assertThat(model == null || manifest.contains(model)).isTrue();
    Workspaces.assertNothingHalfWritten(job.workspace());
  }

  /** Number of times that the work was completed. */
  public long timesComputed() throws IOException {
    Path spent = job.layout().timeSpent(stage, job.document(stage).key());
    try (Stream<Path> files = Files.list(spent)) {
      return files.count();
    }
  }

  public String log(int process) throws IOException {
    Path log = job.folder().resolve("log-" + stage + "-" + result(process).getFileName() + ".txt");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private Path result(int process) {
    return job.folder().resolve("contender-" + process + ".json");
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(each -> each.onExit().join());
  }
}
