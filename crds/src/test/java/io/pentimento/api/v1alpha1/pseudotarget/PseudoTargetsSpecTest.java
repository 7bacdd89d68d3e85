// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of pseudo targets. */
class PseudoTargetsSpecTest {
  private static PseudoTargetsSpec spec(String fields) throws JsonProcessingException {
    return new YAMLMapper().readValue("{" + fields + "}", PseudoTargetsSpec.class);
  }

  @Test
  void theDefaultsAreThoseOfThePaper() throws JsonProcessingException {
    PseudoTargetsSpec spec = spec("");

    assertThat(spec).isEqualTo(PseudoTargetsSpec.defaults());
    assertThat(spec.method()).isEqualTo(PseudoTargetMethod.LOW_FREQUENCY_CONSTRAINED);
    assertThat(spec.startTimestep()).isEqualTo(600);
    assertThat(spec.constraintEndTimestep()).isEqualTo(360);
    assertThat(spec.lowPassFactor()).isEqualTo(16);
    assertThat(spec.sampler().steps()).isEqualTo(250);
    assertThat(spec.seed()).isEqualTo(10000);
    assertThat(spec.shards()).isEqualTo(1);
    assertThat(spec.batchSize()).isNull();
    assertThat(spec.minSuccessFraction()).isEqualTo(0.95);
    assertThat(spec.includeHoldout()).isFalse();
    assertThat(spec.compatibility().startIndexOffset()).isZero();
    assertThat(spec.compatibility().returnBeforeConstraint()).isFalse();
  }

  @Test
  void theDefaultPrecisionIsNotStored() throws JsonProcessingException {
    assertThat(spec("precision: Float32")).isEqualTo(spec(""));
    assertThat(spec("").effectivePrecision()).isEqualTo(SamplingPrecision.FLOAT32);
    assertThat(spec("precision: Float16").effectivePrecision())
        .isNotEqualTo(SamplingPrecision.FLOAT32);
  }

  @Test
  void theGuidanceScaleHasADefaultThatIsNotStored() throws JsonProcessingException {
    assertThat(spec("method: PGDiff").effectiveGuidanceScale()).isEqualTo(0.1);
    assertThat(spec("method: PGDiff").guidanceScale()).isNull();
    assertThat(spec("guidanceScale: 0").effectiveGuidanceScale()).isZero();
  }

  @Test
  void anotherStartReplacesTheAdaptiveOneAndNothingElse() throws JsonProcessingException {
    String rest = "seed: 3, lowPassFactor: 8, constraintEndTimestep: 100, shards: 4";

    assertThat(
            spec("startTimestep: 700, adaptiveStart: {minTimestep: 200}, " + rest).startingAt(450))
        .isEqualTo(spec("startTimestep: 450, " + rest));
  }

  @Test
  void anAdaptiveStartIsFullFromAChangeOfTwentyLevels() throws JsonProcessingException {
    assertThat(spec("adaptiveStart: {minTimestep: 200}").adaptiveStart())
        .isEqualTo(new AdaptiveStart(200, 20.0));
    assertThat(spec("adaptiveStart: {minTimestep: 1, fullChange: 5}").adaptiveStart().fullChange())
        .isEqualTo(5.0);
  }

  @Test
  void aSelectionComparesFourCandidates() throws JsonProcessingException {
    assertThat(spec("selection: {}").selection())
        .isEqualTo(
            new PseudoTargetSelection(
                4, SelectionCriterion.MEDOID, 1.0, null, 1.0, TargetWeighting.UNIFORM));
  }

  @ParameterizedTest
  @CsvSource({"1.0, false", "0.999, true", "0.1, true"})
  void aSelectionDropsTargetsIfItKeepsAFraction(double keep, boolean isDropping)
      throws JsonProcessingException {
    assertThat(spec("selection: {keepFraction: %s}".formatted(keep)).selection().isDropping())
        .isEqualTo(isDropping);
  }

  @ParameterizedTest
  @CsvSource({"Uniform, false", "Agreement, true"})
  void aSelectionWeightsTargetsByTheirAgreement(String weighting, boolean isWeighting)
      throws JsonProcessingException {
    assertThat(spec("selection: {weighting: %s}".formatted(weighting)).selection().isWeighting())
        .isEqualTo(isWeighting);
  }

  @Test
  void cachingHasAnInterval() throws JsonProcessingException {
    assertThat(spec("sampler: {caching: {}}").sampler().caching())
        .isEqualTo(new SamplerCaching(3, 2));
    assertThat(spec("sampler: {caching: {interval: 5, finalFullSteps: 1}}").sampler().caching())
        .isEqualTo(new SamplerCaching(5, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "DDPM, DDPM, 250, UNIFORM, 0",
    "DDIM, DDIM, 250, UNIFORM, 0",
    "DPM_SOLVER, DPMSolver, 12, LOG_SNR, 1"
  })
  void eachSamplerHasDefaultsOfItsOwn(
      SamplerType type, String name, int steps, StepSpacing spacing, double eta) {
    assertThat(type).hasToString(name);
    assertThat(type.defaultSteps()).isEqualTo(steps);
    assertThat(type.defaultSpacing()).isEqualTo(spacing);
    assertThat(type.defaultEta()).isEqualTo(eta);
  }
}
