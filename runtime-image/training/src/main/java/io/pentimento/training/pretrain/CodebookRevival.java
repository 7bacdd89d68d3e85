// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.pentimento.core.network.vqgan.Vqgan;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.Parameters;
import java.util.BitSet;

/**
 * Sets codes that a batch does not use to random latents of that batch: a code that is never the
 * nearest gets no gradient and would never change.
 */
final class CodebookRevival {
  private static final String CODEBOOK = "quantize.embedding.weight";
  private static final long INTERVAL = 25;
  private static final long STREAM = 1L << 41;

  private final NDManager manager;
  private final Vqgan vqgan;
  private final Parameters parameters;
  private final DjlOps ops;
  private final long steps;
  private final long seed;

  /**
   * @param steps after which codes are no longer changed
   */
  CodebookRevival(NDManager manager, Vqgan vqgan, Parameters parameters, long steps, long seed) {
    this.manager = manager;
    this.vqgan = vqgan;
    this.parameters = parameters;
    this.ops = new DjlOps(manager, parameters);
    this.steps = steps;
    this.seed = seed;
  }

  /**
   * Called before every step; changes codes at intervals.
   *
   * @param images of the step, (N, 3, H, W) in [0, 1]
   */
  void before(long step, Tensor images) {
    if (step >= steps || step % INTERVAL != 0) {
      return;
    }
    TorchEngine.recordGradients(false);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray x = ops.affine(ArrayTransfer.toDevice(manager, images), 2, -1);
      NDArray latent = vqgan.encode(ops, x).latent();
      BitSet used = new BitSet();
      for (long code : vqgan.nearest(ops, latent).toLongArray()) {
        used.set((int) code);
      }
      revive(used, ArrayTransfer.toHost(vqgan.tokens(ops, latent)).data(), step);
    }
  }

  private void revive(BitSet used, float[] latents, long step) {
    int codes = vqgan.config().codebookSize();
    int width = vqgan.config().embDim();
    CounterRandom random = new CounterRandom(seed, new byte[0], STREAM + step);
    NDArray codebook = parameters.get(CODEBOOK, codes, width);
    float[] table = codebook.toFloatArray();
    for (int code = used.nextClearBit(0); code < codes; code = used.nextClearBit(code + 1)) {
      int from = random.nextInt(latents.length / width) * width;
      System.arraycopy(latents, from, table, code * width, width);
    }
    codebook.set(table);
  }
}
