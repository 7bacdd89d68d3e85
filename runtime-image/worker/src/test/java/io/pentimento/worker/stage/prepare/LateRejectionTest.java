// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.worker.stage.TinyJob;
import io.pentimento.worker.stage.TinyJob.Ran;
import io.pentimento.worker.stage.TinyModels;
import io.pentimento.worker.stage.Workspaces;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prepare rejects a metric that cannot be measured before anything is computed. */
class LateRejectionTest {
  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void writeJob() throws IOException {
    job = TinyJob.in(folder);
    TinyModels.writeImage(folder.resolve("other/unknown.png"), 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PSNR| groundTruth| PSNR, which needs dataset.groundTruth with the names of the holdout",
        "KID| reference| KID, which needs at least two images in dataset.reference"
      })
  void aMetricWithoutItsImagesIsRejected(String metric, String field, String why)
      throws IOException {
    Ran ran = withMetric(metric, field).run(StageName.PREPARE);

    assertThat(ran.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(ran.answer().reason()).isEqualTo("MetricUnavailable");
    assertThat(ran.answer().message()).contains("spec.evaluation.metrics contains", why);
    Workspaces.assertUnfinished(job.artifact(StageName.PREPARE));
  }

  @Test
  void imagesTooSmallForNiqeAreReported() throws IOException {
    TinyModels.writeImage(folder.resolve("other/second.png"), 2);

    Ran ran = withMetric("NIQE", "reference").run(StageName.PREPARE);

    assertThat(ran.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(ran.answer().message()).contains("NIQE, which needs images of at least");
  }

  @Test
  void measurableMetricsAreAccepted() throws IOException {
    assertThat(withMetric("Consistency", "reference").run(StageName.PREPARE).code()).isZero();
  }

  private TinyJob withMetric(String metric, String field) {
    return job.with("uri: images}", "uri: images}, %s: {uri: other}".formatted(field))
        .with("workspace:", "evaluation: {metrics: [%s]}\n  workspace:".formatted(metric));
  }
}
