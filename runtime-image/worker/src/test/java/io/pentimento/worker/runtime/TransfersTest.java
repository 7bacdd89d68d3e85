// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageProgress;
import io.pentimento.worker.stage.QuietContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Progress and pauses of a transfer, which end when the stage must stop. */
@Timeout(60)
class TransfersTest {
  private static final IOException CAUSE = new IOException("s3: status 503");

  @TempDir Path folder;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicInteger asked = new AtomicInteger();

  /** Asks to stop after {@code questions}. */
  private Transfers transfers(int questions) {
    PrintStream lines = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    StageContext context =
        QuietContext.of(StageDocuments.of(StageName.PREPARE), folder, lines, Clock.systemUTC());
    return new Transfers(
        context.in(context.output(), () -> asked.incrementAndGet() > questions), "downloading");
  }

  @ParameterizedTest
  @CsvSource({
    "1500000, 3000000, downloading: 1.5 MB of 3.0 MB",
    "1500000, -1,      downloading: 1.5 MB",
    "0, 49999,         downloading: 0.0 MB of 0.0 MB",
  })
  void progressIsShownInMegabytes(long done, long total, String message) throws IOException {
    transfers(9).progressed(done, total);

    assertThat(StageProgress.fromJson(bytes.toString(StandardCharsets.UTF_8)).message())
        .isEqualTo(message);
  }

  @Test
  void aTransferEndsWhenTheStageMustStop() {
    assertThatThrownBy(() -> transfers(0).progressed(1, 2))
        .isInstanceOfSatisfying(
            StageFailure.class,
            failure -> assertThat(failure.failureClass()).isEqualTo(FailureClass.INTERRUPTED));
    assertThat(bytes.size()).as("no progress is shown").isZero();
  }

  @Test
  void aPauseEndsWhenTheStageMustStop() {
    assertThatThrownBy(() -> transfers(2).pause(Duration.ofHours(1), CAUSE))
        .isInstanceOf(StageFailure.class);
    assertThat(asked).hasValue(3);
  }

  @Test
  void aPauseOfNothingIsAllowed() {
    assertThatCode(() -> transfers(9).pause(Duration.ZERO, CAUSE)).doesNotThrowAnyException();
  }

  @Test
  void aPauseIsLoggedWithItsCause() {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      transfers(9).pause(Duration.ZERO, CAUSE);
    } finally {
      System.setErr(before);
    }

    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("WARN Transfers - s3: status 503; next attempt in 0 s");
  }

  @Test
  void anInterruptedThreadEndsThePauseAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> transfers(9).pause(Duration.ofHours(1), CAUSE))
        .isInstanceOf(StageFailure.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
