// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.network.DropPath;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;

/** Drops branches at random and scales the others, so that the expectation does not change. */
final class RandomDropPath implements DropPath<NDArray> {
  private final NDManager manager;
  private final CounterRandom random;

  RandomDropPath(NDManager manager, CounterRandom random) {
    this.manager = manager;
    this.random = random;
  }

  @Override
  public NDArray apply(NDArray branch, double rate) {
    int n = (int) branch.getShape().get(0);
    float[] factors = new float[n];
    for (int i = 0; i < n; i++) {
      factors[i] = random.nextDouble() < rate ? 0 : (float) (1 / (1 - rate));
    }
    return branch.mul(ArrayTransfer.toDevice(manager, Tensor.of(factors, n, 1, 1)));
  }
}
