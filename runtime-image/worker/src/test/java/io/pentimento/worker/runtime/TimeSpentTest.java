// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.worker.stage.QuietContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded running time of stages. */
class TimeSpentTest {
  private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

  @TempDir Path folder;
  private StageContext context;

  @BeforeEach
  void open() {
    context = QuietContext.of(StageDocuments.of(StageName.TRAIN), folder);
  }

  private TimeSpent spent() throws IOException {
    return TimeSpent.on(context.layout(), StageName.TRAIN, StageDocuments.KEY);
  }

  @Test
  void aStageThatNeverRanTookNoTime() throws IOException {
    assertThat(spent()).isEqualTo(new TimeSpent(Duration.ZERO, Duration.ZERO, 0));
  }

  @Test
  void failedProcessesCountAsSpentButNotAsUseful() throws IOException {
    TimeSpent.add(context, START, START.plusSeconds(10), false);
    TimeSpent.add(context, START.plusSeconds(20), START.plusSeconds(25), true);

    assertThat(spent()).isEqualTo(new TimeSpent(Duration.ofSeconds(5), Duration.ofSeconds(15), 2));
  }

  @Test
  void filesOfAnotherKindAreIgnored() throws IOException {
    TimeSpent.add(context, START, START.plusSeconds(1), true);
    Files.writeString(
        context.layout().timeSpent(StageName.TRAIN, StageDocuments.KEY).resolve("x.tmp"), "half");

    assertThat(spent().processes()).isEqualTo(1);
  }

  @Test
  void aStageSucceedsEvenIfItsTimeCannotBeRecorded() throws IOException {
    Path parent = context.layout().timeSpent(StageName.TRAIN, StageDocuments.KEY).getParent();
    Files.createDirectories(parent.getParent());
    Files.createFile(parent);

    assertThatCode(() -> TimeSpent.add(context, START, START.plusSeconds(1), true))
        .doesNotThrowAnyException();
  }
}
