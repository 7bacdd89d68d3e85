// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

import io.pentimento.core.tensor.Tensor;

/** Chooses the mask with which a face is pasted. */
public interface FaceMasks extends AutoCloseable {
  /** The same oval for every face. */
  FaceMasks OVAL = crop -> PasteMask.oval();

  /**
   * @param crop the restored aligned face, (1, 3, size, size), RGB in [0, 1]
   */
  PasteMask of(Tensor crop);

  /** Frees the native memory of a network. */
  @Override
  default void close() {}
}
