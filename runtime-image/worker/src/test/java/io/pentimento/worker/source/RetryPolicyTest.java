// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.contract.FailureClass;
import io.pentimento.worker.runtime.StageFailure;
import io.pentimento.worker.source.SourceException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which failures of a source are retried, and how often. */
class RetryPolicyTest {
  private final List<Duration> waits = new ArrayList<>();
  private final RetryPolicy policy =
      new RetryPolicy((duration, cause) -> waits.add(duration), (file, done, total) -> {});
  private int attempts;

  private SourceException failure(Kind kind) {
    attempts++;
    return new SourceException(kind, "attempt " + attempts);
  }

  @Test
  void aSuccessIsReturnedAtOnce() throws IOException {
    assertThat(policy.retry(() -> "done")).isEqualTo("done");
    assertThat(waits).isEmpty();
  }

  @Test
  void aTemporaryFailureIsRetriedFiveTimesWithGrowingDelays() {
    assertThatThrownBy(
            () ->
                policy.retry(
                    () -> {
                      throw failure(Kind.UNAVAILABLE);
                    }))
        .hasMessage("attempt 6");
    assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L);
  }

  @Test
  void theWaitReceivesTheFailureOfTheAttempt() throws IOException {
    List<String> causes = new ArrayList<>();
    RetryPolicy recording =
        new RetryPolicy(
            (duration, cause) -> causes.add(cause.getMessage()), (file, done, total) -> {});

    recording.retry(
        () -> {
          if (attempts < 2) {
            throw failure(Kind.UNAVAILABLE);
          }
          return "done";
        });

    assertThat(causes).containsExactly("attempt 1", "attempt 2");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MISSING", "FORBIDDEN", "DAMAGED"})
  void aPermanentFailureIsNotRetried(Kind kind) {
    assertThatThrownBy(
            () ->
                policy.retry(
                    () -> {
                      throw failure(kind);
                    }))
        .hasMessage("attempt 1");
    assertThat(waits).isEmpty();
  }

  @Test
  void progressResetsTheCount() throws IOException {
    String result =
        policy.retry(
            () -> {
              if (attempts < 20) {
                policy.progressed(Path.of("a"), attempts, 100);
                throw failure(Kind.UNAVAILABLE);
              }
              return "done";
            });

    assertThat(result).isEqualTo("done");
    assertThat(waits).hasSize(20).allMatch(Duration.ofSeconds(1)::equals);
  }

  @Test
  void aRequestToStopEndsTheRetries() {
    RetryPolicy stopped =
        new RetryPolicy(
            (duration, cause) -> {
              throw StageFailure.interrupted();
            },
            (file, done, total) -> {});

    assertThatThrownBy(
            () ->
                stopped.retry(
                    () -> {
                      throw failure(Kind.UNAVAILABLE);
                    }))
        .isInstanceOf(StageFailure.class);
    assertThat(attempts).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, MISSING,     USER_ERROR",
    "401, FORBIDDEN,   USER_ERROR",
    "403, FORBIDDEN,   USER_ERROR",
    "404, MISSING,     USER_ERROR",
    "408, UNAVAILABLE, INFRASTRUCTURE",
    "410, MISSING,     USER_ERROR",
    "425, UNAVAILABLE, INFRASTRUCTURE",
    "429, UNAVAILABLE, INFRASTRUCTURE",
    "500, UNAVAILABLE, INFRASTRUCTURE",
    "503, UNAVAILABLE, INFRASTRUCTURE",
  })
  void theStatusOfAServerGivesKindAndClass(int status, Kind kind, FailureClass failure) {
    assertThat(Kind.of(status)).isEqualTo(kind);
    assertThat(kind.failureClass()).isEqualTo(failure);
  }
}
