// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.face.detect.GeneratedDetector;
import io.pentimento.worker.stage.TinyJob;
import io.pentimento.worker.stage.TinyJob.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job with {@code evaluation.faceDetector}, from prepare to evaluate. */
class FaceDetectorJobTest {
  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void write() throws IOException {
    GeneratedDetector.write(folder.resolve("detector.onnx"), 128);
    job =
        TinyJob.in(folder)
            .with(
                "workspace:",
                "evaluation: {faceDetector: {source: {uri: detector.onnx}}}\n  workspace:");
  }

  @Test
  void theFaceMetricsAreMeasuredByDefaultAndNameTheDetector() throws IOException {
    TinyJob prepared = job.after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN);

    Ran ran = prepared.run(StageName.EVALUATE);

    assertThat(ran.answer().metrics())
        .extracting(MetricResult::displayName)
        .contains("FacesDetected", "LandmarkDistance");
    JsonNode rows =
        new ObjectMapper()
            .readTree(job.artifact(StageName.EVALUATE).resolve("metrics.json").toFile())
            .path("metrics");
    JsonNode found = rows.get(rows.size() - 2);
    String digest = Digest.of(folder.resolve("detector.onnx"));
    assertThat(found.at("/result/metric").asText()).isEqualTo("FacesDetected");
    assertThat(found.at("/result/extractor").asText()).isEqualTo("ONNX, " + digest);
    assertThat(found.at("/samples/adapted")).isNotEmpty();
    assertThat(job.artifact(StageName.EVALUATE).resolve("report.html"))
        .content()
        .contains("<b>FacesDetected</b>", "FacesDetected is the share of the images");
  }

  @Test
  void aNetworkThatIsNotADetectorIsRejectedWithItsField() throws IOException {
    Files.copy(folder.resolve("prior.safetensors"), folder.resolve("other.onnx"));

    Ran ran = job.with("detector.onnx", "other.onnx").run(StageName.PREPARE);

    assertThat(ran.code()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(ran.answer().message()).contains("spec.evaluation.faceDetector.source");
  }
}
