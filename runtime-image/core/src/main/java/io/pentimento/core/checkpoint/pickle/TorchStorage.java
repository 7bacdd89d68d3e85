// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import io.pentimento.core.checkpoint.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * A storage of a PyTorch checkpoint: the bytes of one or more tensors.
 *
 * @param key its name in the container
 */
public record TorchStorage(String key, long bytes) {

  /** A storage as in a pickle; if it has no type, the tensor must provide one. */
  public record Typed(TorchStorage storage, @Nullable StoredType type) {}
}
