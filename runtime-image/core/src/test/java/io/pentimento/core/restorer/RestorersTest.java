// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.restorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks and names around a restoring graph. */
class RestorersTest {

  /** Returns a fixed image and counts how often it is closed. */
  private static final class FixedSession implements RestorerSession {
    private final Tensor result;
    private int closed;

    FixedSession(float... values) {
      this.result = Tensor.of(values, values.length);
    }

    @Override
    public Tensor restore(Tensor images) {
      return result;
    }

    @Override
    public void close() {
      closed++;
    }
  }

  @Test
  void finiteImagesAreReturnedAsTheyAre() {
    FixedSession session = new FixedSession(0, 1, -3, Float.MAX_VALUE);

    assertThat(new FiniteRestorer(session).restore(Tensor.zeros(4))).isSameAs(session.result);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void anImageThatIsNotFiniteIsRejected(float value) {
    FiniteRestorer restorer = new FiniteRestorer(new FixedSession(0, 0.5f, value));

    assertThatThrownBy(() -> restorer.restore(Tensor.zeros(3)))
        .hasMessage("the model's output is not finite: its weights are damaged, or too large");
  }

  @Test
  void closingClosesTheSession() {
    FixedSession session = new FixedSession(0);
    new FiniteRestorer(session).close();

    assertThat(session.closed).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "m.onnx, FLOAT16, m.float16.onnx",
    "m.onnx, FLOAT32, m.onnx",
    "m.float16.onnx, FLOAT32, m.onnx",
    "m.float16.onnx, FLOAT16, m.float16.onnx",
    "d/a.b.onnx, FLOAT16, d/a.b.float16.onnx"
  })
  void graphsOfBothPrecisionsAreSideBySide(Path graph, ServingPrecision precision, Path beside) {
    assertThat(precision.beside(graph)).isEqualTo(beside);
  }

  @Test
  void otherFilesHaveNoPrecision() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServingPrecision.FLOAT16.beside(Path.of("m.pt")))
        .withMessage("m.pt is not an .onnx file");
  }

  @Test
  void theMetadataTellThePrecision() {
    assertThat(ServingPrecision.isFloat16(Map.of("pentimento.precision", "Float16"))).isTrue();
    assertThat(ServingPrecision.isFloat16(Map.of("pentimento.precision", "Float32"))).isFalse();
    assertThat(ServingPrecision.isFloat16(Map.of())).isFalse();
  }

  @ParameterizedTest
  @EnumSource(PixelValueRange.class)
  void aValueRangeIsFoundByItsPublishedName(PixelValueRange range) {
    assertThat(PixelValueRange.of(range.published())).isEqualTo(range);
  }

  @Test
  void anUnknownValueRangeIsRejectedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PixelValueRange.of("ZeroTo255"))
        .withMessage("the value range must be ZeroToOne or MinusOneToOne, not 'ZeroTo255'");
    assertThat(PixelValueRange.ZERO_TO_ONE.black()).isZero();
    assertThat(PixelValueRange.MINUS_ONE_TO_ONE.black()).isEqualTo(-1);
  }

  @Test
  void thePropertiesOfAModuleAreBesideIt(@TempDir Path folder) throws IOException {
    Path module = folder.resolve("swinir.pt");
    TorchScriptMetadata written = TorchScriptMetadata.of(PixelValueRange.MINUS_ONE_TO_ONE, 512);

    assertThat(TorchScriptMetadata.beside(module)).isEmpty();
    written.writeBeside(module);

    assertThat(folder.resolve("swinir.json")).exists();
    assertThat(TorchScriptMetadata.beside(module)).contains(written);
    assertThat(written.range()).isEqualTo(PixelValueRange.MINUS_ONE_TO_ONE);
    assertThat(written.architecture()).isEqualTo("TorchScript");
  }

  /** A later version may write more. */
  @Test
  void unknownPropertiesOfAModuleAreIgnored(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("m.json"),
        "{\"architecture\":\"TorchScript\",\"valueRange\":\"ZeroToOne\",\"later\":[1]}");

    TorchScriptMetadata read = TorchScriptMetadata.beside(folder.resolve("m.pt")).orElseThrow();

    assertThat(read.range()).isEqualTo(PixelValueRange.ZERO_TO_ONE);
    assertThat(read.size()).isNull();
  }
}
