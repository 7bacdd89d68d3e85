// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.model.RestorerSpec;
import io.pentimento.api.v1alpha1.status.OutputsStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.workflow.stage.StageResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputsTest {
  private static final String KEY = Results.KEY.hex();

  @ParameterizedTest
  @CsvSource({
    "SwinIR, adapted.safetensors",
    "CodeFormer, adapted.safetensors",
    "TorchScript, adapted.pt"
  })
  void theModelHasTheFormatOfItsArchitecture(String architecture, String file) throws IOException {
    assertThat(Outputs.of(restorer(architecture), finished()).model())
        .isEqualTo("artifacts/train/" + KEY + "/" + file);
  }

  @Test
  void theReportIsAddedByEvaluate() throws IOException {
    RestorerSpec restorer = restorer("SwinIR");

    assertThat(Outputs.of(restorer, finished()).report()).isNull();
    assertThat(
            Outputs.of(
                restorer, List.of(Results.done(StageName.TRAIN), Results.done(StageName.EVALUATE))))
        .isEqualTo(
            new OutputsStatus(
                "artifacts/train/" + KEY + "/adapted.safetensors",
                "artifacts/evaluate/" + KEY + "/report.html"));
  }

  @Test
  void thereAreNoOutputsBeforeTrainIsDone() throws IOException {
    assertThat(
            Outputs.of(
                restorer("SwinIR"),
                List.of(Results.done(StageName.PREPARE), Results.running(StageName.TRAIN))))
        .isNull();
  }

  private static List<StageResult> finished() {
    return List.of(Results.done(StageName.TRAIN), Results.running(StageName.EVALUATE));
  }

  private static RestorerSpec restorer(String architecture) throws IOException {
    return AdaptationJobYaml.read(
            """
            metadata: {name: night}
            spec:
              restorer: {architecture: %s, source: {uri: r.pth}}
              prior: {source: {uri: p.pth}}
              dataset: {source: {uri: images}}
              workspace: {persistentVolumeClaim: {claimName: w}}
            """
                .formatted(architecture))
        .getSpec()
        .restorer();
  }
}
