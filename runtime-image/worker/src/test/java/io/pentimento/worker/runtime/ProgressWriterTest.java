// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The progress of a stage, as a file and as lines of JSON. */
class ProgressWriterTest {
  private static final StageDocument DOCUMENT = StageDocuments.of(StageName.GENERATE);

  @TempDir Path folder;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final SteppedClock clock = new SteppedClock();
  private Path file;
  private ProgressWriter writer;

  /** A clock that stands still until a test moves it. */
  private static final class SteppedClock extends Clock {
    private Instant now = Instant.parse("2026-11-28T12:00:00Z");

    void move(Duration duration) {
      now = now.plus(duration);
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

  @BeforeEach
  void open() {
    file = folder.resolve("progress/generate/0.json");
    writer = writer(DOCUMENT);
  }

  private ProgressWriter writer(StageDocument document) {
    PrintStream lines = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new ProgressWriter(document, 0, file, lines, clock);
  }

  private StageProgress written() throws IOException {
    return StageProgress.fromJson(Files.readString(file));
  }

  private List<StageProgress> lines() throws JsonProcessingException {
    List<StageProgress> lines = new ArrayList<>();
    for (String line : bytes.toString(StandardCharsets.UTF_8).lines().toList()) {
      lines.add(StageProgress.fromJson(line));
    }
    return lines;
  }

  @Test
  void theFirstUpdateIsWrittenToTheFileAndAsALine() throws IOException {
    writer.update(1, 10, 0, "sampling");

    assertThat(written().done()).isEqualTo(1);
    assertThat(written().message()).isEqualTo("sampling");
    assertThat(written().key()).isEqualTo(DOCUMENT.key());
    assertThat(lines()).containsExactly(written());
  }

  @Test
  void updatesWithinASecondAreLeftOutExceptTheLast() throws IOException {
    writer.update(1, 10, 0, "sampling");
    clock.move(Duration.ofMillis(999));
    writer.update(2, 10, 0, "sampling");
    writer.update(10, 10, 0, "sampling");

    assertThat(lines()).extracting(StageProgress::done).containsExactly(1L, 10L);
  }

  @Test
  void anUpdateAfterASecondIsWritten() throws IOException {
    writer.update(1, 10, 0, "sampling");
    clock.move(Duration.ofSeconds(1));
    writer.update(2, 10, 0, "sampling");

    assertThat(written().done()).isEqualTo(2);
  }

  /** Items that an earlier process finished say nothing about the speed of this one. */
  @Test
  void theRateCountsOnlyItemsOfThisProcess() throws IOException {
    writer.update(50, 100, 0, "sampling");
    assertThat(written().rate()).as("nothing done yet").isNull();
    assertThat(written().secondsLeft()).isNull();

    clock.move(Duration.ofSeconds(10));
    writer.update(70, 100, 0, "sampling");

    assertThat(written().rate()).isCloseTo(2.0, within(1e-9));
    assertThat(written().secondsLeft()).isEqualTo(15);
  }

  @Test
  void waitingForAnotherProcessShowsItsProgressAndKeepsItsFile() throws IOException {
    writer.update(4, 10, 1, "sampling");
    bytes.reset();

    writer(DOCUMENT).waiting("waiting for job other");

    assertThat(lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.done()).isEqualTo(4);
              assertThat(line.failed()).isEqualTo(1);
              assertThat(line.message()).isEqualTo("waiting for job other");
            });
    assertThat(written().message()).isEqualTo("sampling");
  }

  @Test
  void progressOfAnotherStageIsNotShownWhileWaiting() throws IOException {
    writer(DOCUMENT).update(4, 10, 1, "sampling");
    bytes.reset();
    StageDocument other =
        new StageDocument(
            DOCUMENT.stage(),
            StageDocuments.SETTINGS,
            DOCUMENT.job(),
            DOCUMENT.upstream(),
            DOCUMENT.digests(),
            DOCUMENT.pseudoTargetSettings(),
            DOCUMENT.parameters(),
            1,
            null);

    writer(other).waiting("waiting");

    assertThat(lines()).singleElement().satisfies(line -> assertThat(line.done()).isZero());
  }
}
