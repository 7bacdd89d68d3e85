// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.finetuning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.model.RestorerArchitecture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published settings that complete a manifest, by architecture. */
class FineTuningSpecTest {
  private static final FineTuningSpec OMITTED = FineTuningSpec.defaults();

  @Test
  void aSwinIrIsTrainedOnImagesAlongACosine() {
    FineTuningSpec spec = OMITTED.completedFor(RestorerArchitecture.SWIN_IR);

    assertThat(spec.iterations()).isEqualTo(20_000);
    assertThat(spec.batchSize()).isEqualTo(16);
    assertThat(spec.dropPathRate()).isEqualTo(0.1);
    assertThat(spec.emaDecay()).isNull();
    assertThat(spec.losses()).isEqualTo(new LossWeights(1.0, 0.1, 0.1, null, null));
    assertThat(spec.optimizer())
        .isEqualTo(new OptimizerSpec(2.0e-5, 5.0e-6, null, List.of(0.9, 0.999), 0.0));
  }

  @Test
  void aTorchScriptModuleHasNoStochasticDepth() {
    FineTuningSpec module = OMITTED.completedFor(RestorerArchitecture.TORCH_SCRIPT);

    assertThat(module.dropPathRate()).isNull();
    assertThat(module.losses())
        .isEqualTo(OMITTED.completedFor(RestorerArchitecture.SWIN_IR).losses());
  }

  @Test
  void aCodeFormerIsTrainedOnCodesWithALateStepSchedule() {
    FineTuningSpec spec = OMITTED.completedFor(RestorerArchitecture.CODE_FORMER);

    assertThat(spec.iterations()).isEqualTo(40_000);
    assertThat(spec.batchSize()).isEqualTo(8);
    assertThat(spec.dropPathRate()).isNull();
    assertThat(spec.emaDecay()).isEqualTo(0.995);
    assertThat(spec.losses()).isEqualTo(new LossWeights(null, null, null, 0.5, 1.0));
    assertThat(spec.optimizer())
        .isEqualTo(
            new OptimizerSpec(1.0e-4, null, List.of(35_000, 38_000), List.of(0.9, 0.99), 0.0));
  }

  @Test
  void theMilestonesFollowTheNumberOfIterations() {
    FineTuningSpec short1 = withIterations(1).completedFor(RestorerArchitecture.CODE_FORMER);
    FineTuningSpec short80 = withIterations(80).completedFor(RestorerArchitecture.CODE_FORMER);

    assertThat(short1.optimizer().milestones()).containsExactly(1, 1);
    assertThat(short80.optimizer().milestones()).containsExactly(70, 76);
  }

  @Test
  void givenMilestonesReplaceTheCosine() {
    OptimizerSpec optimizer = new OptimizerSpec(null, null, List.of(10), null, 0.1).onImages();

    assertThat(optimizer.minLearningRate()).isNull();
    assertThat(optimizer.milestones()).containsExactly(10);
    assertThat(optimizer.weightDecay()).isEqualTo(0.1);
  }

  @Test
  void aGivenEndOfTheCosineReplacesTheMilestones() {
    OptimizerSpec optimizer = new OptimizerSpec(null, 1.0e-6, null, null, null).onCodes(100);

    assertThat(optimizer.minLearningRate()).isEqualTo(1.0e-6);
    assertThat(optimizer.milestones()).isNull();
  }

  @ParameterizedTest
  @EnumSource(RestorerArchitecture.class)
  void givenValuesAreKept(RestorerArchitecture architecture) {
    FineTuningSpec spec = withIterations(7).completedFor(architecture);

    assertThat(spec.iterations()).isEqualTo(7);
    assertThat(spec.completedFor(architecture)).isEqualTo(spec);
  }

  @Test
  void theDefaultPrecisionIsNotStoredSoThatItDoesNotChangeStageKeys() {
    assertThat(withPrecision(TrainingPrecision.FLOAT32)).isEqualTo(OMITTED);
    assertThat(OMITTED.effectivePrecision()).isEqualTo(TrainingPrecision.FLOAT32);
    assertThat(withPrecision(TrainingPrecision.BFLOAT16).effectivePrecision())
        .isEqualTo(TrainingPrecision.BFLOAT16);
  }

  @Test
  void thePerceptualLossNeedsANetwork() {
    assertThat(OMITTED.completedFor(RestorerArchitecture.SWIN_IR).lpipsWeight()).isZero();
  }

  private static FineTuningSpec withIterations(int iterations) {
    return spec(Map.of("iterations", iterations));
  }

  private static FineTuningSpec withPrecision(TrainingPrecision precision) {
    return spec(Map.of("precision", precision));
  }

  private static FineTuningSpec spec(Map<String, Object> fields) {
    return new ObjectMapper().convertValue(fields, FineTuningSpec.class);
  }
}
