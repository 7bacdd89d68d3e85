// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.prior;

import io.pentimento.core.tensor.Tensor;

/** Timesteps in the network's input format. */
final class Timesteps {
  private Timesteps() {}

  /** (N), float. */
  static Tensor tensor(long[] timesteps) {
    Tensor t = Tensor.zeros(timesteps.length);
    for (int i = 0; i < timesteps.length; i++) {
      t.data()[i] = timesteps[i];
    }
    return t;
  }
}
