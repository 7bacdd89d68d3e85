// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static io.pentimento.core.graph.BatchDimension.BATCH;
import static io.pentimento.core.onnx.Recorded.ONE_THREAD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.vqgan.Vqgan;
import io.pentimento.core.reference.CodeFormerPass;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferencePasses;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images, logits and codes on ONNX Runtime agree with those of the original CodeFormer. */
class CodeFormerReferenceTest {
  private static final double TOLERANCE = 1e-4;
  private static ReferenceCase reference;
  private static CodeFormerFile file;

  @BeforeAll
  static void load() throws IOException {
    reference = ReferenceDirectory.configured().read("codeformer");
    file =
        CodeFormerFile.of(
            Checkpoints.load(reference.checkpoint().orElseThrow()),
            ((ObjectNode) reference.constructorArguments()).deepCopy().retain("n_head"));
  }

  static List<CodeFormerPass> passes() throws IOException {
    return CodeFormerPass.among(
        ReferenceDirectory.configured().read("codeformer").arrays().keySet());
  }

  @ParameterizedTest
  @MethodSource("passes")
  void imagesAgreeForEveryWeightWithAndWithoutAdaIn(CodeFormerPass pass) {
    Tensor y = run(pass.adaIn(), first("lq_uint8_hwc"), pass.w()).get("y");

    assertThat(ReferencePasses.greatestDifference(pass.sampled(y), reference.tensor(pass.array())))
        .isLessThan(pass.tolerance(reference));
  }

  /** The original's logits for a pair and for a single image differ by a relative 1e-4. */
  @Test
  void logitsAgreeAndTheCodesAreTheSame() {
    Map<String, Tensor> one = run(true, first("lq_uint8_hwc"), 0.5f);
    assertClose(one.get("logits"), reference.tensor("logits"));
    assertThat(one.get("codes").data()).isEqualTo(reference.tensor("top_idx").data());
    assertClose(one.get("latent"), reference.tensor("lq_feat"));

    Map<String, Tensor> both = run(true, images("lq_uint8_hwc"), 0.5f);
    assertThat(
            ReferencePasses.greatestDifference(
                both.get("logits"), reference.tensor("logits_batch2")))
        .isLessThan(reference.tolerance("logits"));
  }

  @Test
  void aCleanImageHasTheSameCodesAndReconstruction() {
    CodeFormer network = new CodeFormer(file.config());
    Vqgan vqgan = network.vqgan();
    OnnxOps ops = new OnnxOps(file.weights()::get);
    OnnxValue x = ops.input("x", DataType.FLOAT, BATCH, 3, size(), size());
    OnnxValue latent = vqgan.encode(ops, x).latent();
    OnnxValue codes = vqgan.nearest(ops, latent);
    OnnxValue vectors = network.vectors(ops, codes);
    ops.output("latent", latent);
    ops.output("codes", codes);
    ops.output("vectors", vectors);
    ops.output("y", vqgan.decode(ops, vectors, Vqgan.Fusion.none()));
    Map<String, Tensor> out = run(ops, Map.of("x", images("gt_uint8_hwc")));

    assertClose(out.get("latent"), reference.tensor("vq_z"));
    assertThat(out.get("codes").data()).isEqualTo(reference.tensor("vq_indices").data());
    assertClose(out.get("vectors"), reference.tensor("vq_zq"));
    CodeFormerPass everyThird = new CodeFormerPass("", 0, false, 3);
    assertClose(everyThird.sampled(out.get("y").item(0)), reference.tensor("vq_rec_first_stride3"));
  }

  private static Map<String, Tensor> run(boolean adaIn, Tensor images, float w) {
    OnnxOps ops = new OnnxOps(file.weights()::get);
    OnnxValue x = ops.input("x", DataType.FLOAT, BATCH, 3, size(), size());
    OnnxValue weight = ops.input("w", DataType.FLOAT);
    CodeFormer network = new CodeFormer(file.config());
    CodeFormer.Restored<OnnxValue> restored = network.forward(ops, x, weight, adaIn);
    ops.output("y", restored.image());
    ops.output("logits", restored.logits());
    ops.output("codes", restored.codes());
    ops.output("latent", network.predict(ops, x).encoded().latent());
    return run(ops, Map.of("x", images, "w", Tensor.of(new float[] {w})));
  }

  private static Map<String, Tensor> run(OnnxOps ops, Map<String, Tensor> inputs) {
    try (OnnxSession session = OnnxSession.of(ops.model(Map.of()), ONE_THREAD)) {
      return session.run(inputs);
    }
  }

  private static int size() {
    return file.config().imgSize();
  }

  private static Tensor images(String array) {
    return CodeFormerPass.images(reference.tensor(array));
  }

  private static Tensor first(String array) {
    return images(array).item(0);
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(ReferencePasses.greatestDifference(actual, expected))
        .isLessThan(TOLERANCE * ReferencePasses.deviation(expected));
  }
}
