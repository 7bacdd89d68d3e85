// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
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
import io.pentimento.training.optimizer.Parameters;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images, logits and codes on libtorch agree with those of the original CodeFormer. */
class CodeFormerReferenceTest {
  private static final double TOLERANCE = 1e-4;
  private static ReferenceCase reference;
  private static CodeFormerFile file;

  private NDManager manager;
  private NDScope scope;
  private Parameters weights;
  private DjlOps ops;

  @BeforeAll
  static void load() throws IOException {
    reference = ReferenceDirectory.configured().read("codeformer");
    file =
        CodeFormerFile.of(
            Checkpoints.load(reference.checkpoint().orElseThrow()),
            ((ObjectNode) reference.constructorArguments()).deepCopy().retain("n_head"));
  }

  @BeforeEach
  void open() {
    manager = TorchEngine.newManager();
    scope = new NDScope();
    scope.suppressNotUsedWarning();
    TorchEngine.recordGradients(false);
    weights = Parameters.frozen(manager, file.weights());
    ops = new DjlOps(manager, weights);
  }

  @AfterEach
  void close() {
    weights.close();
    scope.close();
    manager.close();
  }

  static List<CodeFormerPass> passes() throws IOException {
    return CodeFormerPass.among(
        ReferenceDirectory.configured().read("codeformer").arrays().keySet());
  }

  @ParameterizedTest
  @MethodSource("passes")
  void imagesAgreeForEveryWeightWithAndWithoutAdaIn(CodeFormerPass pass) {
    NDArray w = ops.constant(new float[] {pass.w()});
    NDArray x = ArrayTransfer.toDevice(manager, images("lq_uint8_hwc").item(0));
    CodeFormer.Restored<NDArray> y = new CodeFormer(file.config()).forward(ops, x, w, pass.adaIn());

    assertThat(
            ReferencePasses.greatestDifference(
                pass.sampled(ArrayTransfer.toHost(y.image())), reference.tensor(pass.array())))
        .isLessThan(pass.tolerance(reference));
    assertClose(ArrayTransfer.toHost(y.logits()), reference.tensor("logits"));
    assertThat(y.codes().toLongArray()).isEqualTo(codes("top_idx"));
  }

  /** The original's logits for a pair and for a single image differ by a relative 1e-4. */
  @Test
  void logitsOfAPairAgree() {
    NDArray x = ArrayTransfer.toDevice(manager, images("lq_uint8_hwc"));
    CodeFormer.Prediction<NDArray> p = new CodeFormer(file.config()).predict(ops, x);

    assertThat(
            ReferencePasses.greatestDifference(
                ArrayTransfer.toHost(p.logits()), reference.tensor("logits_batch2")))
        .isLessThan(reference.tolerance("logits"));
    assertClose(ArrayTransfer.toHost(p.encoded().latent()).item(0), reference.tensor("lq_feat"));
  }

  @Test
  void aCleanImageHasTheSameCodesAndReconstruction() {
    CodeFormer network = new CodeFormer(file.config());
    Vqgan vqgan = network.vqgan();
    NDArray x = ArrayTransfer.toDevice(manager, images("gt_uint8_hwc"));
    NDArray latent = vqgan.encode(ops, x).latent();
    NDArray codes = vqgan.nearest(ops, latent);
    NDArray vectors = network.vectors(ops, codes);
    Tensor y = ArrayTransfer.toHost(vqgan.decode(ops, vectors, Vqgan.Fusion.none()));

    assertClose(ArrayTransfer.toHost(latent), reference.tensor("vq_z"));
    assertThat(codes.toLongArray()).isEqualTo(codes("vq_indices"));
    assertClose(ArrayTransfer.toHost(vectors), reference.tensor("vq_zq"));
    CodeFormerPass everyThird = new CodeFormerPass("", 0, false, 3);
    assertClose(everyThird.sampled(y.item(0)), reference.tensor("vq_rec_first_stride3"));
  }

  private static Tensor images(String array) {
    return CodeFormerPass.images(reference.tensor(array));
  }

  private static long[] codes(String array) {
    float[] values = reference.tensor(array).data();
    long[] codes = new long[values.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (long) values[i];
    }
    return codes;
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(ReferencePasses.greatestDifference(actual, expected))
        .isLessThan(TOLERANCE * ReferencePasses.deviation(expected));
  }
}
