// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DefinitionWatchTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final AtomicInteger questions = new AtomicInteger();
  private final CountDownLatch restarts = new CountDownLatch(1);

  @Test
  void theOperatorRestartsWhenTheDefinitionIsInstalled() throws InterruptedException {
    new DefinitionWatch(() -> questions.incrementAndGet() > 3, restarts::countDown, AT_ONCE)
        .awaitInstallation();

    assertThat(restarts.await(50, TimeUnit.SECONDS)).isTrue();
    assertThat(questions).hasValue(4);
  }

  @Test
  void theRequestIsRepeatedIfTheApiServerDoesNotAnswer() throws InterruptedException {
    new DefinitionWatch(this::failTwice, restarts::countDown, AT_ONCE).awaitInstallation();

    assertThat(restarts.await(50, TimeUnit.SECONDS)).isTrue();
  }

  private boolean failTwice() {
    if (questions.incrementAndGet() < 3) {
      throw new IllegalStateException("unavailable");
    }
    return true;
  }
}
