// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.pentimento.api.v1alpha1.finetuning.LossWeights;
import io.pentimento.api.v1alpha1.finetuning.OptimizerSpec;
import io.pentimento.api.v1alpha1.pseudotarget.SamplerCaching;
import io.pentimento.api.v1alpha1.pseudotarget.SamplerSpec;
import io.pentimento.api.v1alpha1.pseudotarget.SamplerType;
import io.pentimento.api.v1alpha1.pseudotarget.StepSpacing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptationJobYamlTest {
  private static final Path MANIFESTS = Path.of("src/test/resources/manifests");

  @Test
  void aMinimalManifestGetsThePaperValues() throws IOException {
    AdaptationJobSpec spec =
        AdaptationJobYaml.read(MANIFESTS.resolve("valid-minimal.yaml")).getSpec();

    assertThat(spec.pseudoTargets().startTimestep()).isEqualTo(600);
    assertThat(spec.pseudoTargets().constraintEndTimestep()).isEqualTo(360);
    assertThat(spec.pseudoTargets().lowPassFactor()).isEqualTo(16);
    assertThat(spec.pseudoTargets().sampler())
        .isEqualTo(new SamplerSpec(SamplerType.DDPM, 250, null, null, 0.0, null));
    assertThat(spec.pseudoTargets().seed()).isEqualTo(10000);
    assertThat(spec.fineTuning().iterations()).isEqualTo(20000);
    assertThat(spec.fineTuning().batchSize()).isEqualTo(16);
    assertThat(spec.fineTuning().microBatchSize()).isEqualTo(4);
    assertThat(spec.fineTuning().optimizer().learningRate()).isEqualTo(2e-5);
    assertThat(spec.fineTuning().optimizer().minLearningRate()).isEqualTo(5e-6);
    assertThat(spec.fineTuning().discriminator().learningRate()).isEqualTo(2e-5);
    assertThat(spec.fineTuning().losses()).isEqualTo(new LossWeights(1.0, 0.1, 0.1, null, null));
    assertThat(spec.fineTuning().dropPathRate()).isEqualTo(0.1);
  }

  @Test
  void theSolverHasDefaultsOfItsOwn() throws IOException {
    SamplerSpec sampler =
        AdaptationJobYaml.read(MANIFESTS.resolve("valid-solver.yaml"))
            .getSpec()
            .pseudoTargets()
            .sampler();

    assertThat(sampler.steps()).isEqualTo(12);
    assertThat(sampler.eta()).isEqualTo(1);
    assertThat(sampler.effectiveSpacing()).isEqualTo(StepSpacing.LOG_SNR);
    assertThat(sampler.caching()).isEqualTo(new SamplerCaching(2, 2));
  }

  @Test
  void codeFormerGetsTheValuesOfItsOwnFineTuning() throws IOException {
    AdaptationJobSpec spec =
        AdaptationJobYaml.read(MANIFESTS.resolve("valid-codeformer-minimal.yaml")).getSpec();

    assertThat(spec.restorer().fidelityWeight()).isEqualTo(0.5);
    assertThat(spec.fineTuning().iterations()).isEqualTo(40000);
    assertThat(spec.fineTuning().batchSize()).isEqualTo(8);
    assertThat(spec.fineTuning().emaDecay()).isEqualTo(0.995);
    assertThat(spec.fineTuning().dropPathRate()).isNull();
    assertThat(spec.fineTuning().losses()).isEqualTo(new LossWeights(null, null, null, 0.5, 1.0));
    assertThat(spec.fineTuning().optimizer())
        .isEqualTo(new OptimizerSpec(1e-4, null, List.of(35000, 38000), List.of(0.9, 0.99), 0.0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "valid-complete.yaml",
        "valid-codeformer-minimal.yaml",
        "valid-torchscript.yaml",
        "valid-solver.yaml",
        "valid-sections.yaml"
      })
  void whatIsWrittenReadsBackEqual(String manifest) throws IOException {
    AdaptationJob job = AdaptationJobYaml.read(MANIFESTS.resolve(manifest));

    AdaptationJob again = AdaptationJobYaml.read(AdaptationJobYaml.write(job));

    assertThat(again.getSpec()).isEqualTo(job.getSpec());
    assertThat(again.getMetadata()).isEqualTo(job.getMetadata());
  }

  @Test
  void aStatusReadsBackEqual() throws IOException {
    AdaptationJob job = AdaptationJobYaml.read(MANIFESTS.resolve("valid-minimal.yaml"));
    job.setStatus(StatusSamples.full());

    AdaptationJob again = AdaptationJobYaml.read(AdaptationJobYaml.write(job));

    assertThat(again.getStatus()).isEqualTo(job.getStatus());
  }

  @Test
  void anUnknownFieldIsRejected() {
    assertThatThrownBy(() -> AdaptationJobYaml.read("spec: {restorers: {}}"))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("restorers");
  }

  @Test
  void aFileThatIsNotAJobIsNamedInTheError(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("broken.yaml"), "spec: [");

    assertThatThrownBy(() -> AdaptationJobYaml.read(file)).hasMessageContaining("broken.yaml");
  }
}
