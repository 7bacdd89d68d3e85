package io.pentimento.core.checkpoint.pickle;

import io.pentimento.core.checkpoint.StoredType;

/**
 * The bytes that tensors of a PyTorch checkpoint look at.
 *
 * @param key its name in the container
 */
public record TorchStorage(String key, long bytes) {

  /** A storage as a pickle refers to it; without a type the tensor has to bring one. */
  public record Typed(TorchStorage storage, StoredType type) {}
}
