// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.photo;

import io.pentimento.core.tensor.Tensor;

/** Restores a batch of aligned crops. */
@FunctionalInterface
public interface CropRestorer {
  /**
   * @param crops (N, 3, size, size), RGB in [0, 1]
   * @return of the same shape, or with sides that are the same multiple of the size
   */
  Tensor restore(Tensor crops);
}
