// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageProgress;
import io.pentimento.core.artifact.AtomicFile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports the progress of a stage in a file and as JSON lines, at most about once a second. */
public final class ProgressWriter {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final StageDocument document;
  private final @Nullable Integer shard;
  private final Path file;
  private final PrintStream lines;
  private final Clock clock;
  private final Instant started;
  private Instant written = Instant.EPOCH;
  private long doneAtStart = -1;

  public ProgressWriter(
      StageDocument document, @Nullable Integer shard, Path file, PrintStream lines, Clock clock) {
    this.document = document;
    this.shard = shard;
    this.file = file;
    this.lines = lines;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** {@code message} describes the current activity in a few words. */
  public void update(long done, long total, long failed, String message) {
    if (doneAtStart < 0) {
      doneAtStart = done;
    }
    Instant now = clock.instant();
    if (done < total && Duration.between(written, now).compareTo(INTERVAL) < 0) {
      return;
    }
    written = now;
    String json = progress(done, total, failed, message, now).toJson();
    lines.println(json);
    try {
      Files.createDirectories(file.getParent());
      AtomicFile.write(file, json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reports that another process does the work, with its progress. Does not write the progress
   * file.
   *
   * @param message names the other process
   */
  void waiting(String message) {
    Optional<StageProgress> other = read();
    StageProgress progress =
        new StageProgress(
            document.stage(),
            document.key(),
            shard,
            other.map(StageProgress::done).orElse(0L),
            other.map(StageProgress::total).orElse(0L),
            other.map(StageProgress::failed).orElse(0L),
            null,
            other.map(StageProgress::secondsLeft).orElse(null),
            message,
            clock.instant().toString());
    lines.println(progress.toJson());
  }

  private Optional<StageProgress> read() {
    try {
      return Optional.of(StageProgress.fromJson(Files.readString(file)))
          .filter(found -> found.key().equals(document.key()));
    } catch (IOException notThereYet) {
      return Optional.empty();
    }
  }

  private StageProgress progress(long done, long total, long failed, String message, Instant now) {
    double seconds = Duration.between(started, now).toMillis() / 1000.0;
    Double rate = done > doneAtStart && seconds > 0 ? (done - doneAtStart) / seconds : null;
    Long left = rate == null ? null : Math.round((total - done) / rate);
    return new StageProgress(
        document.stage(),
        document.key(),
        shard,
        done,
        total,
        failed,
        rate,
        left,
        message,
        now.toString());
  }
}
