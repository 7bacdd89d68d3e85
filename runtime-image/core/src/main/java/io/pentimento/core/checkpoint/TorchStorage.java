package io.pentimento.core.checkpoint;

/**
 * The bytes that tensors of a PyTorch checkpoint look at.
 *
 * @param key its name in the container
 */
record TorchStorage(String key, long bytes) {

  /** A storage as a pickle refers to it; without a type the tensor has to bring one. */
  record Typed(TorchStorage storage, StoredType type) {}
}
