// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.network.file.NetworkFile;
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
    try (NetworkForward forward = NetworkForward.of(Networks.codeFormer(Size.SMALL), Size.SMALL)) {
      assertThat(forward.inputs()).hasSize(2);
      Tensor image = forward.session().run(forward.inputs().toArray(Tensor[]::new));
      assertThat(image.shape()).containsExactly(1, 3, 64, 64);
    }
  }

  @Test
  void bothEnginesComputeTheSameNetwork() throws IOException {
    NetworkFile prior = Networks.prior(Size.SMALL);
    try (NetworkForward onnx = NetworkForward.of(prior, Size.SMALL);
        NetworkForward torch = NetworkForward.onTorch(prior, Size.SMALL)) {
      Tensor[] inputs = onnx.inputs().toArray(Tensor[]::new);
      assertThat(torch.session().run(inputs).data())
          .containsExactly(onnx.session().run(inputs).data(), within(1e-3f));
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
