// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.vqgan.Vqgan;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.Parameters;

/** A frozen copy of an encoder and its codebook, which determines the codes of images. */
public final class CodeEncoder implements AutoCloseable {
  private final NDManager manager;
  private final Vqgan network;
  private final Parameters weights;
  private final DjlOps ops;

  /** Copies the required tensors of {@code weights}. */
  public CodeEncoder(NDManager manager, Vqgan network, StateDict weights) {
    this.manager = manager;
    this.network = network;
    this.weights =
        Parameters.frozen(
            manager,
            weights.filter(name -> name.startsWith("encoder.") || name.startsWith("quantize.")));
    this.ops = new DjlOps(manager, this.weights);
  }

  /**
   * The codes nearest to the encoder's output for images.
   *
   * @param images (N, 3, H, W) in [0, 1]
   * @return (N, tokens)
   */
  public Tensor codes(Tensor images) {
    TorchEngine.recordGradients(false);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray x = ops.affine(ArrayTransfer.toDevice(manager, images), 2, -1);
      NDArray codes = network.nearest(ops, network.encode(ops, x).latent());
      return ArrayTransfer.toHost(codes.toType(DataType.FLOAT32, false));
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}
