package io.pentimento.worker.progress;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Shows percentage, rate and time left of one task, at most about twice a second. */
public final class ProgressDisplay {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final String task;
  private final long total;
  private final ProgressMode mode;
  private final PrintStream out;
  private final Clock clock;
  private final Instant started;
  private Instant shown = Instant.EPOCH;

  /**
   * @param task in a word or two, such as {@code restoring}
   * @param total items of the task
   */
  public ProgressDisplay(String task, long total, ProgressMode mode, PrintStream out, Clock clock) {
    this.task = task;
    this.total = total;
    this.mode = mode.resolved();
    this.out = out;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** On standard error, so that results may go to standard output. */
  public static ProgressDisplay of(String task, long total, ProgressMode mode) {
    return new ProgressDisplay(task, total, mode, System.err, Clock.systemUTC());
  }

  public void update(long done) {
    Instant now = clock.instant();
    if (done < total && Duration.between(shown, now).compareTo(INTERVAL) < 0) {
      return;
    }
    shown = now;
    double seconds = Duration.between(started, now).toMillis() / 1000.0;
    double rate = seconds > 0 ? done / seconds : 0;
    if (mode == ProgressMode.TTY) {
      line(done, rate);
    } else {
      json(done, rate);
    }
  }

  private void line(long done, double rate) {
    out.printf(
        Locale.ROOT,
        "\r\u001b[K%s %3d %%  %d/%d  %.3g/s%s",
        task,
        percentage(done),
        done,
        total,
        rate,
        rate > 0 ? "  " + words(secondsLeft(done, rate)) + " left" : "");
    if (done >= total) {
      out.println();
    }
    out.flush();
  }

  private void json(long done, double rate) {
    out.printf(
        Locale.ROOT,
        "{\"task\":\"%s\",\"done\":%d,\"total\":%d,\"percentage\":%d,\"rate\":%.4f%s}%n",
        task,
        done,
        total,
        percentage(done),
        rate,
        rate > 0 ? ",\"secondsLeft\":" + secondsLeft(done, rate) : "");
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
