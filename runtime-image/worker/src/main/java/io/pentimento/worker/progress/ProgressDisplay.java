// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.progress;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows percentage, rate, remaining time and current losses of one task. */
public final class ProgressDisplay {
  /** Update intervals: short for a line that is overwritten, longer for lines of a log. */
  private static final Map<ProgressMode, Duration> INTERVAL =
      Map.of(ProgressMode.TTY, Duration.ofMillis(500), ProgressMode.JSON, Duration.ofSeconds(2));

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String task;
  private final long total;
  private final ProgressMode mode;
  private final PrintStream out;
  private final Clock clock;
  private Instant started;
  private long doneBefore;
  private Instant shown = Instant.EPOCH;

  /**
   * @param task one or two words, such as {@code restoring}
   * @param total number of items of the task
   */
  public ProgressDisplay(String task, long total, ProgressMode mode, PrintStream out, Clock clock) {
    this.task = task;
    this.total = total;
    this.mode = mode.resolved();
    this.out = out;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** Writes to standard error, so that standard output is free for results. */
  public static ProgressDisplay of(String task, long total, ProgressMode mode) {
    return new ProgressDisplay(task, total, mode, System.err, Clock.systemUTC());
  }

  /** Starts measuring the rate; {@code done} items were finished before. */
  public void begin(long done) {
    started = clock.instant();
    doneBefore = done;
  }

  public void update(long done) {
    update(done, Map.of());
  }

  /** {@code losses} by name, of the latest item. */
  public void update(long done, Map<String, Double> losses) {
    Instant now = clock.instant();
    if (done < total && Duration.between(shown, now).compareTo(INTERVAL.get(mode)) < 0) {
      return;
    }
    shown = now;
    double seconds = Duration.between(started, now).toMillis() / 1000.0;
    double rate = seconds > 0 ? (done - doneBefore) / seconds : 0;
    SortedMap<String, Double> sorted = new TreeMap<>(losses);
    if (mode == ProgressMode.TTY) {
      line(done, rate, sorted);
    } else {
      json(done, rate, sorted);
    }
  }

  private void line(long done, double rate, SortedMap<String, Double> losses) {
    out.printf(
        Locale.ROOT,
        "\r\u001b[K%s %3d %%  %d/%d  %.3g/s%s%s",
        task,
        percentage(done),
        done,
        total,
        rate,
        rate > 0 ? "  " + words(secondsLeft(done, rate)) + " left" : "",
        losses.entrySet().stream()
            .map(loss -> String.format(Locale.ROOT, "  %s %.4g", loss.getKey(), loss.getValue()))
            .collect(Collectors.joining()));
    if (done >= total) {
      out.println();
    }
    out.flush();
  }

  private void json(long done, double rate, SortedMap<String, Double> losses) {
    ObjectNode line = JSON.createObjectNode();
    line.put("task", task).put("done", done).put("total", total);
    line.put("percentage", percentage(done)).put("rate", Math.round(rate * 1e4) / 1e4);
    if (rate > 0) {
      line.put("secondsLeft", secondsLeft(done, rate));
    }
    if (!losses.isEmpty()) {
      losses.forEach(line.putObject("losses")::put);
    }
    out.println(line);
    out.flush();
  }

  private long percentage(long done) {
    return total == 0 ? 100 : 100 * done / total;
  }

  private long secondsLeft(long done, double rate) {
    return Math.round((total - done) / rate);
  }

  private static String words(long seconds) {
    return seconds < 60
        ? seconds + " s"
        : seconds < 3600
            ? "%d min %d s".formatted(seconds / 60, seconds % 60)
            : "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
  }
}
