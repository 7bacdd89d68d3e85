// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageParameters;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The amount of work of a stage, on which estimates are based. */
class StageWorkTest {
  private static final String MANIFEST =
      """
      apiVersion: pentimento.io/v1alpha1
      kind: AdaptationJob
      metadata: {name: night, namespace: vision}
      spec:
        restorer: {source: {uri: file:///restorer.pth}}
        prior: {source: {uri: file:///prior.pth}}
        dataset: {source: {uri: file:///images}}
        workspace: {persistentVolumeClaim: {claimName: work}}
        pseudoTargets: {startTimestep: 250, sampler: SAMPLER}
        fineTuning: {iterations: 100, batchSize: 8, microBatchSize: 4}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Uniform steps cover 1000 timesteps, of which those below 250 run.
          {type: DDIM, steps: 100}                 | 25
          {type: DDPM, steps: 1}                   | 1
          {type: DDIM, sectionSteps: [10, 20, 50]} | 8
          # Other steps all lie below the start.
          {type: DPMSolver, steps: 12}             | 12
          {type: DPMSolver}                        | 12
          {type: DDIM, steps: 7, spacing: LogSNR}  | 7
          """)
  void generateCallsTheNetworkForEachStepOfEachImage(String sampler, long calls)
      throws IOException {
    StageWork work = work(StageName.GENERATE, sampler);

    assertThat(work.units()).isEqualTo(64.0 * calls, within(1e-9));
    assertThat(work.description()).isEqualTo("64 images × %d network calls".formatted(calls));
  }

  @Test
  void trainSeesABatchInEachIteration() throws IOException {
    assertThat(work(StageName.TRAIN, "{}"))
        .isEqualTo(new StageWork(800, "100 iterations × 8 images"));
  }

  @Test
  void theOtherStagesProcessEachImageOnce() throws IOException {
    assertThat(work(StageName.PREPARE, "{}")).isEqualTo(new StageWork(64, "64 images"));
    assertThat(work(StageName.EVALUATE, "{}")).isEqualTo(new StageWork(64, "64 images"));
  }

  private static StageWork work(StageName stage, String sampler) throws IOException {
    AdaptationJobSpec spec = AdaptationJobYaml.read(MANIFEST.replace("SAMPLER", sampler)).getSpec();
    return StageWork.of(StageParameters.of(stage, spec), 64);
  }
}
