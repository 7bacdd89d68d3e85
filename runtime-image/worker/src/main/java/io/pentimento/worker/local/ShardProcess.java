// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import static java.util.Objects.requireNonNullElse;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageProgress;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.Reason;
import io.pentimento.workflow.observation.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A process of a stage: waiting, running or ended. */
final class ShardProcess {
  private static final int LAST_LINES = 3;

  private final StageDocument document;
  private final Path progress;
  private final Path result;
  private final Path log;
  private @Nullable Process process;
  private @Nullable ProcessState end;

  ShardProcess(StageDocument document, Path progress, Path result, Path log) {
    this.document = document;
    this.progress = progress;
    this.result = result;
    this.log = log;
  }

  /** Starts the process of a shard. */
  @FunctionalInterface
  interface Starter {
    Process start(int shard, Path result, Path log) throws IOException;
  }

  boolean isQueued() {
    return process == null && end == null;
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  void start(Starter starter) throws IOException {
    Files.deleteIfExists(result);
    process = starter.start(requireNonNullElse(document.shard(), 0), result, log);
  }

  void stop(Instant now) {
    if (process == null && end == null) {
      end = interrupted(now);
    } else if (process != null) {
      process.destroy();
    }
  }

  ProcessState observe(Instant now) throws IOException {
    if (end == null && process != null && !process.isAlive()) {
      end = ended(process.exitValue(), now);
    }
    return end == null ? new ProcessState.Running(readProgress()) : end;
  }

  private ProcessState ended(int code, Instant now) throws IOException {
    Optional<TerminationMessage> answer = readResult();
    Optional<FailureClass> failure = FailureClass.ofExitCode(code);
    if (failure.isEmpty() && answer.isPresent() && answer.get().succeeded()) {
      return new ProcessState.Succeeded(answer.get());
    }
    FailureClass known =
        answer
            .flatMap(a -> Optional.ofNullable(a.failure()))
            .or(() -> failure)
            .orElse(FailureClass.INTERNAL);
    Reason reason = answer.map(TerminationMessage::reason).map(Reason::of).orElse(known.reason());
    String message = answer.map(TerminationMessage::message).orElseGet(() -> lastLogLines(code));
    ItemCounts items = answer.map(TerminationMessage::items).orElse(null);
    return new ProcessState.Failed(known, reason, message, code, items, now);
  }

  private static ProcessState interrupted(Instant now) {
    FailureClass failure = FailureClass.INTERRUPTED;
    return new ProcessState.Failed(
        failure, failure.reason(), "stopped", failure.exitCode(), null, now);
  }

  private @Nullable StageProgress readProgress() {
    try {
      StageProgress read = StageProgress.fromJson(Files.readString(progress));
      return read.key().equals(document.key()) ? read : null;
    } catch (IOException notYetThere) {
      return null;
    }
  }

  private Optional<TerminationMessage> readResult() throws IOException {
    return Files.exists(result)
        ? Optional.of(TerminationMessage.fromJson(Files.readString(result)))
        : Optional.empty();
  }

  private String lastLogLines(int code) {
    return "exit code %d; %s ends with: %s".formatted(code, log, lastLines());
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          " / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(" + e.getMessage() + ")";
    }
  }
}
