// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageProgress;
import io.pentimento.worker.stage.QuietContext;
import io.pentimento.worker.stage.SlowClock;
import io.pentimento.worker.stage.TinyJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateProgressTest {
  @TempDir Path folder;

  @Test
  void theNumberOfImagesIsReportedAtOnceAndTheRemainingTimeFromTheFirstImageOn()
      throws IOException {
    TinyJob job = TinyJob.in(folder).after(StageName.PREPARE);

    List<StageProgress> told = generate(job);

    assertThat(told.get(0).done()).isZero();
    assertThat(told.get(0).total()).isPositive();
    assertThat(told.get(1).done()).isEqualTo(1);
    assertThat(told.get(1).secondsLeft()).isPositive();
  }

  private static List<StageProgress> generate(TinyJob job) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(lines, true, StandardCharsets.UTF_8);
    new GenerateStage()
        .run(
            QuietContext.of(
                job.document(StageName.GENERATE), job.workspace(), out, new SlowClock()));
    List<StageProgress> told = new ArrayList<>();
    for (String line : lines.toString(StandardCharsets.UTF_8).lines().toList()) {
      told.add(StageProgress.fromJson(line));
    }
    return told;
  }
}
