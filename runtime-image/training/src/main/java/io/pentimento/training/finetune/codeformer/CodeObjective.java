// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

import ai.djl.ndarray.NDArray;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.codeformer.CodeFormer.Prediction;
import io.pentimento.training.djl.DjlOps;
import java.util.LinkedHashMap;
import java.util.Map;

/** The weighted losses of predicted codes (docs/method.md, section 4.4). */
public final class CodeObjective {
  private final DjlOps ops;
  private final CodeFormer network;
  private final CodeLossWeights weights;

  /** The weights of {@code ops} must include the codebook. */
  public CodeObjective(DjlOps ops, CodeFormer network, CodeLossWeights weights) {
    this.ops = ops;
    this.network = network;
    this.weights = weights;
  }

  /**
   * The losses by name; their sum is minimised.
   *
   * @param codes of the targets (N, tokens), int64
   */
  public Map<String, NDArray> terms(Prediction<NDArray> prediction, NDArray codes) {
    Map<String, NDArray> terms = new LinkedHashMap<>();
    if (weights.crossEntropy() > 0) {
      NDArray logits = prediction.logits();
      NDArray rows = logits.reshape(codes.size(), logits.getShape().get(2));
      NDArray loss = ops.crossEntropy(rows, codes.reshape(codes.size()));
      terms.put("crossEntropy", ops.affine(loss, weights.crossEntropy(), 0));
    }
    if (weights.feature() > 0) {
      NDArray wanted = ops.detach(network.vectors(ops, codes));
      NDArray off = prediction.encoded().latent().sub(wanted);
      terms.put("feature", ops.affine(ops.mean(ops.square(off)), weights.feature(), 0));
    }
    return terms;
  }
}
