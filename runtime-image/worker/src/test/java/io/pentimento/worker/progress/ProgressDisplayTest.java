// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final HandClock clock = new HandClock();

  @Test
  void aJsonLineHasRateRemainingTimeAndLosses() throws IOException {
    ProgressDisplay display = display(ProgressMode.JSON);
    clock.advance(Duration.ofSeconds(10));
    display.update(20, Map.of("l1", 0.25));

    JsonNode line = new ObjectMapper().readTree(text());
    assertThat(line.path("task").asText()).isEqualTo("training");
    assertThat(line.path("percentage").asInt()).isEqualTo(20);
    assertThat(line.path("rate").asDouble()).isEqualTo(2);
    assertThat(line.path("secondsLeft").asInt()).isEqualTo(40);
    assertThat(line.path("losses").path("l1").asDouble()).isEqualTo(0.25);
  }

  @Test
  void aTerminalShowsOneLineThatIsOverwritten() {
    ProgressDisplay display = display(ProgressMode.TTY);
    clock.advance(Duration.ofSeconds(10));
    display.update(20, Map.of("loss", 0.25));

    assertThat(text())
        .startsWith("\r")
        .contains("training  20 %", "20/100", "2.00/s", "40 s left", "loss 0.2500")
        .doesNotContain("\n");
  }

  @Test
  void itemsDoneBeforeDoNotCountForTheRate() {
    ProgressDisplay display = display(ProgressMode.JSON);
    clock.advance(Duration.ofHours(1));
    display.begin(80);
    clock.advance(Duration.ofSeconds(5));
    display.update(90);

    assertThat(text()).contains("\"rate\":2.0", "\"secondsLeft\":5", "\"percentage\":90");
  }

  @Test
  void frequentUpdatesAreSkippedExceptTheLast() {
    ProgressDisplay display = display(ProgressMode.JSON);
    display.update(1);
    display.update(2);
    display.update(100);

    assertThat(text().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("\"done\":100", "\"percentage\":100");
  }

  private ProgressDisplay display(ProgressMode mode) {
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    return new ProgressDisplay("training", 100, mode, out, clock);
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  /** A clock that is advanced manually. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
