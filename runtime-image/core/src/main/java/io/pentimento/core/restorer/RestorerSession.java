// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.restorer;

import io.pentimento.core.tensor.Tensor;

/** A loaded restorer; closing it frees its native memory. */
public interface RestorerSession extends AutoCloseable {

  /**
   * Restores images.
   *
   * @param images (N, 3, H, W), RGB in [0, 1], of the model's size
   * @return restored images of the same shape, in [0, 1]
   */
  Tensor restore(Tensor images);

  @Override
  void close();
}
