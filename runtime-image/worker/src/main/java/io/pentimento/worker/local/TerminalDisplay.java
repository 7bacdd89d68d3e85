// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.Progress;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageProgress;
import io.pentimento.reason.SourceReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws the stages with progress bars and redraws them after changes. */
final class TerminalDisplay implements Display {
  private static final int BAR = 24;
  private static final int COLUMNS = 110;

  private final PrintStream out;
  private List<String> last = List.of();

  TerminalDisplay(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(AdaptationJobStatus status, List<StageRun> runs) {
    List<String> lines = lines(status, runs);
    if (lines.equals(last)) {
      return;
    }
    if (!last.isEmpty()) {
      out.print("\033[" + last.size() + "A");
    }
    lines.forEach(line -> out.print("\033[2K" + cut(line) + "\n"));
    out.flush();
    last = lines;
  }

  static List<String> lines(AdaptationJobStatus status, List<StageRun> runs) {
    List<String> lines = new ArrayList<>();
    Progress progress = status.progress();
    if (status.phase() != null && progress != null) {
      lines.add(
          "%s  %d %%%s".formatted(word(status.phase()), progress.percentage(), left(progress)));
    }
    status.stages().forEach(stage -> lines.add(line(stage, runs)));
    return lines;
  }

  private static String left(Progress progress) {
    Long left = progress.estimatedRemainingSeconds();
    return left == null || left == 0 ? "" : "  about " + time(left) + " left";
  }

  private static String line(StageStatus stage, List<StageRun> runs) {
    String head = "  %-9s".formatted(stage.name().value());
    return switch (stage.state()) {
      case SUCCEEDED -> head + bar(1) + "  done" + counted(stage.items()) + warning(stage);
      case FAILED -> head + "failed: " + stage.message();
      case WAITING -> head + bar(0) + "  " + waiting(stage);
      case RUNNING -> head + running(stage, runs);
    };
  }

  private static String warning(StageStatus stage) {
    return SourceReason.DATASET_NOT_ALIGNED.is(stage.reason()) ? "  with a warning" : "";
  }

  private static String waiting(StageStatus stage) {
    boolean dull = WaitReason.WAITING_FOR_STAGE.is(stage.reason());
    return dull ? "" : stage.reason() + ": " + stage.message();
  }

  private static String running(StageStatus stage, List<StageRun> runs) {
    ItemCounts items = stage.items();
    double part =
        items == null || items.total() == 0
            ? 0
            : (double) (items.done() + items.failed()) / items.total();
    return bar(part) + counted(items) + pace(stage.name(), runs);
  }

  private static String pace(StageName stage, List<StageRun> runs) {
    List<StageProgress> all =
        runs.stream()
            .filter(run -> run.stage() == stage && run.isActive())
            .flatMap(run -> run.processes().stream())
            .flatMap(TerminalDisplay::progress)
            .toList();
    double rate =
        all.stream().map(StageProgress::rate).filter(Objects::nonNull).mapToDouble(r -> r).sum();
    long left =
        all.stream()
            .map(StageProgress::secondsLeft)
            .filter(Objects::nonNull)
            .mapToLong(s -> s)
            .max()
            .orElse(-1);
    String words =
        all.stream().map(StageProgress::message).filter(Objects::nonNull).findFirst().orElse("");
    return (rate > 0 ? String.format(Locale.ROOT, "  %.2f/s", rate) : "")
        + (left >= 0 ? "  " + time(left) + " left" : "")
        + "  "
        + words;
  }

  private static Stream<StageProgress> progress(ProcessState state) {
    return state instanceof ProcessState.Running running
        ? Stream.ofNullable(running.progress())
        : Stream.empty();
  }

  private static String counted(@Nullable ItemCounts items) {
    if (items == null || items.total() == 0) {
      return "";
    }
    String failed = items.failed() == 0 ? "" : ", " + items.failed() + " failed";
    return "  %d of %d%s".formatted(items.done(), items.total(), failed);
  }

  private static String bar(double part) {
    int full = (int) Math.round(Math.min(1, part) * BAR);
    return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
  }

  static String time(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    return time.toHours() > 0
        ? "%d h %02d min".formatted(time.toHours(), time.toMinutesPart())
        : "%d:%02d min".formatted(time.toMinutes(), time.toSecondsPart());
  }

  private static String word(Enum<?> phase) {
    String name = phase.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String cut(String line) {
    return line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 1) + "…";
  }
}
