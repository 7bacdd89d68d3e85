// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplerSpecTest {

  @ParameterizedTest
  @CsvSource({"DDPM, 250, UNIFORM, 0", "DDIM, 250, UNIFORM, 0", "DPM_SOLVER, 12, LOG_SNR, 1"})
  void theDefaultsDependOnTheType(SamplerType type, int steps, StepSpacing spacing, double eta) {
    SamplerSpec sampler = new SamplerSpec(type, null, null, null, null, null);

    assertThat(sampler.steps()).isEqualTo(steps);
    assertThat(sampler.effectiveSpacing()).isEqualTo(spacing);
    assertThat(sampler.eta()).isEqualTo(eta);
  }

  @Test
  void withoutATypeTheSamplerIsDdpm() {
    assertThat(SamplerSpec.defaults())
        .isEqualTo(new SamplerSpec(SamplerType.DDPM, 250, null, null, 0.0, null));
  }

  @Test
  void sectionsReplaceTheNumberOfSteps() {
    SamplerSpec sampler =
        new SamplerSpec(SamplerType.DDIM, null, List.of(10, 20), null, null, null);

    assertThat(sampler.steps()).isNull();
    assertThat(sampler.sectionSteps()).containsExactly(10, 20);
  }

  @Test
  void theDefaultSpacingIsNotStoredSoThatItDoesNotChangeStageKeys() {
    SamplerSpec stated =
        new SamplerSpec(SamplerType.DPM_SOLVER, null, null, StepSpacing.LOG_SNR, null, null);
    SamplerSpec omitted = new SamplerSpec(SamplerType.DPM_SOLVER, null, null, null, null, null);

    assertThat(stated).isEqualTo(omitted);
    assertThat(stated.spacing()).isNull();
  }

  @Test
  void anotherSpacingIsStored() {
    SamplerSpec sampler =
        new SamplerSpec(SamplerType.DPM_SOLVER, null, null, StepSpacing.UNIFORM, null, null);

    assertThat(sampler.spacing()).isEqualTo(StepSpacing.UNIFORM);
    assertThat(sampler.effectiveSpacing()).isEqualTo(StepSpacing.UNIFORM);
  }
}
