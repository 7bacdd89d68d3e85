package io.pentimento.worker.stage.prepare;

import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import io.pentimento.worker.source.RemoteSources;
import io.pentimento.worker.source.RetryPolicy;
import java.time.Duration;

/** Downloads of a stage, with progress, and interrupted when the stage is asked to stop. */
final class Downloads {
  private static final long SLICE_MILLISECONDS = 100;

  private Downloads() {}

  static RemoteSources in(StageContext context) {
    return new RemoteSources(
        context.layout().root().resolve("downloads"),
        new RetryPolicy(
            duration -> pause(context, duration),
            (file, done, total) -> progressed(context, done, total)));
  }

  private static void progressed(StageContext context, long done, long total) {
    context.stopIfInterrupted();
    context.progress().update(0, 1, 0, "downloading: " + megabytes(done) + of(total));
  }

  private static String of(long total) {
    return total < 0 ? "" : " of " + megabytes(total);
  }

  private static String megabytes(long bytes) {
    return "%.1f MB".formatted(bytes / 1e6);
  }

  private static void pause(StageContext context, Duration duration) {
    try {
      for (long left = duration.toMillis(); left > 0; left -= SLICE_MILLISECONDS) {
        context.stopIfInterrupted();
        Thread.sleep(Math.min(left, SLICE_MILLISECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StageFailure.interrupted();
    }
  }
}
