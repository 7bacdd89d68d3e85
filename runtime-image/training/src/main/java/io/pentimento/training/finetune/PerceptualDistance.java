// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.lpips.Lpips;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.optimizer.Parameters;

/** LPIPS with frozen weights, with gradients to its inputs. */
public final class PerceptualDistance implements AutoCloseable {
  private final Lpips network;
  private final Parameters weights;
  private final DjlOps ops;

  public PerceptualDistance(NDManager manager, Lpips network, StateDict weights) {
    this.network = network;
    this.weights = Parameters.frozen(manager, weights);
    this.ops = new DjlOps(manager, this.weights);
  }

  /** Distances (N) of images (N, 3, H, W) in [0, 1]. */
  public NDArray of(NDArray a, NDArray b) {
    return network.distance(ops, ops.affine(a, 2, -1), ops.affine(b, 2, -1));
  }

  @Override
  public void close() {
    weights.close();
  }
}
