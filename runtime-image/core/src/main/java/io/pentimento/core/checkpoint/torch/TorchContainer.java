// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.torch;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.pickle.TorchStorage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** A PyTorch checkpoint on disk: an object whose tensors refer to storages that are read later. */
public sealed interface TorchContainer extends Closeable permits TorchZip, TorchLegacy {

  /** The saved object: usually a dictionary. */
  Object root();

  /** Total size of the storages of the object. */
  long storageBytes();

  /**
   * Streams the requested storages, each once, in file order.
   *
   * @throws CheckpointException if one is missing or damaged
   */
  void read(Set<TorchStorage> wanted, Reader reader) throws IOException;

  /** Receives the bytes of one storage. */
  @FunctionalInterface
  interface Reader {
    /**
     * Reads exactly {@code storage.bytes()} bytes.
     *
     * @param in little-endian elements
     */
    void read(TorchStorage storage, InputStream in) throws IOException;
  }
}
