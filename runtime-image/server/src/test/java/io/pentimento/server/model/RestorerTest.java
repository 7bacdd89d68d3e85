// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.onnx.OnnxException;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.ServingPrecision;
import io.pentimento.server.failure.UnprocessableImageException;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestorerTest {
  private static final SessionOptions OPTIONS = SessionOptions.defaults().withThreads(1);
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final Engines NO_ENGINES = new Engines("");

  @TempDir Path directory;

  @Test
  void withoutResizingOtherSizesAreRejected() throws IOException {
    TinyModel.write(directory.resolve("model.onnx"), 3);
    try (Restorer restorer = Restorer.load(model(), OPTIONS, false, NONE, NO_ENGINES)) {
      assertThat(restorer.restore(Pictures.pattern(32, 32), NONE).shape())
          .containsExactly(1, 3, 32, 32);
      assertThatThrownBy(() -> restorer.restore(Pictures.pattern(40, 24), NONE))
          .isInstanceOf(UnprocessableImageException.class)
          .hasMessage(
              "The image is 24×40 pixels; the model needs 32×32, and this server does not resize.");
    }
  }

  @Test
  void aModelWithOtherChannelsIsRejected() throws IOException {
    Path file = directory.resolve("other.onnx");
    TinyModel.write(file, 6);
    assertThatThrownBy(() -> Restorer.load(file, OPTIONS, true, NONE, NO_ENGINES))
        .hasMessageContaining("not a restorer");
  }

  @Test
  void aDirectoryWithoutAModelIsReported() {
    assertThatThrownBy(() -> Restorer.load(model(), OPTIONS, true, NONE, NO_ENGINES))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("model.onnx' does not exist");
  }

  @Test
  void theRequestsWeightOverridesTheConfiguredAndTheModelsWeight() throws IOException {
    Path file = directory.resolve("model.onnx");
    TinyModel.writeWeighted(file, Map.of(CodeFormerFile.FIDELITY_WEIGHT, "0.25"));
    try (Restorer own = Restorer.load(file, OPTIONS, true, NONE, NO_ENGINES);
        Restorer configured =
            Restorer.load(file, OPTIONS, true, OptionalDouble.of(0.75), NO_ENGINES)) {
      assertThat(first(own, NONE)).isEqualTo(0.25f);
      assertThat(own.description().provenance())
          .containsEntry(CodeFormerFile.FIDELITY_WEIGHT, "0.25");
      assertThat(first(configured, NONE)).isEqualTo(0.75f);
      assertThat(configured.description().provenance())
          .containsEntry(CodeFormerFile.FIDELITY_WEIGHT, "0.75");
      assertThat(first(configured, OptionalDouble.of(0))).isZero();
    }
  }

  @Test
  void aConfiguredWeightOutOfRangeIsReported() throws IOException {
    Path file = directory.resolve("model.onnx");
    TinyModel.writeWeighted(file, Map.of());
    assertThatThrownBy(() -> Restorer.load(file, OPTIONS, true, OptionalDouble.of(1.5), NO_ENGINES))
        .hasMessage("pentimento.model.fidelity-weight is 1.5; it must be from 0 to 1.");
  }

  private Path model() {
    return ModelFile.of(directory, ServingPrecision.FLOAT32);
  }

  private static float first(Restorer restorer, OptionalDouble w) {
    return restorer.restore(Pictures.flat(32, 32, 1), w).data()[0];
  }
}
