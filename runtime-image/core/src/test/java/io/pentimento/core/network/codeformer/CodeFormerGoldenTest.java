// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.codeformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.vqgan.Vqgan;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.OnnxValue;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Compares parts of the published size with the original, with weights generated from their names.
 */
class CodeFormerGoldenTest {
  private static final CodeFormerConfig CONFIG = CodeFormerConfig.faces512();
  private static final Map<String, long[]> SHAPES =
      new CodeFormerFile(CONFIG, StateDict.of(Map.of())).expectedShapes();
  private static final double TOLERANCE = 2e-4;

  @Test
  void theEncoderMatchesTheGoldenValues() {
    assertGolden(
        run(input("cf.x", 3, 128), (ops, x) -> new Vqgan(CONFIG.vqgan()).encode(ops, x).latent()),
        Map.of(
            0, -0.556425, 1, -1.1079, 585, 3.17944, 1365, -1.11434, 2730, -0.81194, 4095,
            0.963896));
  }

  @Test
  void theGeneratorMatchesTheGoldenValues() {
    assertGolden(
        run(
            input("cf.z4", 256, 4),
            (ops, z) -> new Vqgan(CONFIG.vqgan()).decode(ops, z, Vqgan.Fusion.none())),
        Map.of(
            0, 0.559489, 1, 0.869353, 7021, -0.489628, 24576, -0.165805, 49150, 0.162925, 49151,
            0.32643));
  }

  @Test
  void theTransformerMatchesTheGoldenValues() {
    assertGolden(
        run(
            input("cf.lq", 256, 16),
            (ops, z) ->
                new CodePredictor<>(ops, CONFIG).logits(new Vqgan(CONFIG.vqgan()).tokens(ops, z))),
        Map.of(
            0,
            0.502835,
            1,
            0.682777,
            37449,
            -0.551949,
            131072,
            -0.0690469,
            174762,
            2.22755,
            262143,
            0.0562755));
  }

  @Test
  void theNearestCodesMatchTheGoldenValues() {
    Tensor codes =
        run(input("cf.lq", 256, 16), (ops, z) -> new Vqgan(CONFIG.vqgan()).nearest(ops, z));
    assertThat(Arrays.copyOf(codes.data(), 8))
        .containsExactly(760, 443, 70, 840, 541, 474, 25, 479);
  }

  @Test
  void theFusionMatchesTheGoldenValues() {
    Tensor encoded = input("cf.enc", 256, 8);
    assertGolden(
        run(
            input("cf.dec", 256, 8),
            (ops, decoded) -> {
              OnnxValue features = ops.constant(encoded.data(), encoded.shape());
              OnnxValue half = ops.constant(new float[] {0.5f});
              return new FeatureFusion<>(ops, CONFIG, Map.of(4, features), half).apply(4, decoded);
            }),
        Map.of(
            0, -0.513338, 1, 0.277371, 2340, -0.623381, 8192, 0.228812, 16382, -0.321653, 16383,
            0.286941));
  }

  private static Tensor input(String name, int channels, int side) {
    return DeterministicFill.input(name, -1, 1, 1, channels, side, side);
  }

  private static Tensor run(Tensor x, BiFunction<OnnxOps, OnnxValue, OnnxValue> part) {
    OnnxOps ops = new OnnxOps(name -> DeterministicFill.parameter(name, SHAPES.get(name)));
    OnnxValue value = ops.input("x", DataType.FLOAT, x.shape());
    ops.output("y", part.apply(ops, value));
    try (OnnxSession session = OnnxSession.of(ops.model(Map.of()), SessionOptions.defaults())) {
      return session.run(x);
    }
  }

  private static void assertGolden(Tensor actual, Map<Integer, Double> expected) {
    expected.forEach(
        (index, value) ->
            assertThat((double) actual.data()[index])
                .as("element %d", index)
                .isCloseTo(value, within(TOLERANCE)));
  }
}
