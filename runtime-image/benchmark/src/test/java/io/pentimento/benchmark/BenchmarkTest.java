package io.pentimento.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchmarkTest {

  /** All benchmarks that need no server. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESTORE_REQUEST")
  void everyBenchmarkRunsRepeatedlyAtTheSmallSize(Benchmark benchmark) throws IOException {
    try (Workload workload = benchmark.prepare(Size.SMALL)) {
      assertThatCode(
              () -> {
                workload.run();
                workload.run();
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void theFullSizeUsesThePublishedCodeFormer() {
    assertThat(Networks.codeFormer(Size.FULL).weights().parameterCount()).isEqualTo(94_112_707);
  }

  @Test
  void aCodeFormersForwardPassGeneratesAnImageFromCodes() throws IOException {
    try (OnnxForward forward = OnnxForward.of(Networks.codeFormer(Size.SMALL), Size.SMALL)) {
      Tensor image = forward.session().run(forward.inputs().toArray(Tensor[]::new));
      assertThat(forward.session().inputs()).hasSize(2);
      assertThat(image.shape()).containsExactly(1, 3, 64, 64);
    }
  }

  @Test
  void aCodeFormersTrainingStepChangesTheEncoderAndNotTheGenerator() {
    try (CodeTuningStep step = CodeTuningStep.of(Size.SMALL)) {
      var before = Networks.codeFormer(Size.SMALL).weights();
      step.run();
      var after = step.tuning().best();
      assertThat(step.tuning().step()).isEqualTo(1);
      assertThat(after.get("encoder.blocks.0.weight").data())
          .isNotEqualTo(before.get("encoder.blocks.0.weight").data());
      assertThat(after.get("generator.blocks.0.weight").data())
          .isEqualTo(before.get("generator.blocks.0.weight").data());
    }
  }
}
