// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.torch;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.checkpoint.pickle.Arguments;
import io.pentimento.core.checkpoint.pickle.PickleResolver;
import io.pentimento.core.checkpoint.pickle.TorchStorage;
import io.pentimento.core.checkpoint.pickle.Unpickler;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pickle of a PyTorch checkpoint, whose persistent ids refer to storages. */
final class TorchPickle {
  private static final int VIEW_OF_STORAGE = 5;

  private final Map<String, TorchStorage> storages = new LinkedHashMap<>();
  private final long fileBytes;
  private long storageBytes;

  /**
   * @param fileBytes upper limit of the total size of the storages, which are not compressed
   */
  TorchPickle(long fileBytes) {
    this.fileBytes = fileBytes;
  }

  Object load(InputStream in) throws IOException {
    return new Unpickler(in, new PickleResolver(), this::storage).load();
  }

  /** All storages by key, in the order of their first use. */
  Map<String, TorchStorage> storages() {
    return storages;
  }

  long storageBytes() {
    return storageBytes;
  }

  /** ("storage", class, key, location, number of elements[, view]); the location is ignored. */
  private Object storage(Object id) {
    Arguments fields = Arguments.of("a storage reference", id);
    if (!"storage".equals(fields.get(0))) {
      throw new CheckpointException("the pickle has a persistent id that is not a storage");
    }
    if (fields.size() > VIEW_OF_STORAGE && fields.get(VIEW_OF_STORAGE) != null) {
      throw new CheckpointException(
          "the checkpoint has storage views of PyTorch before 0.4; save it again with a newer"
              + " version");
    }
    StoredType type = fields.get(1, PickleResolver.StorageClass.class).type();
    String key = fields.get(2, String.class);
    long bytes = bytes(fields.integer(4), type == null ? 1 : type.bytes());
    TorchStorage storage = storages.computeIfAbsent(key, k -> newStorage(k, bytes));
    if (storage.bytes() != bytes) {
      throw new CheckpointException("storage '%s' has two different sizes".formatted(key));
    }
    return new TorchStorage.Typed(storage, type);
  }

  private TorchStorage newStorage(String key, long bytes) {
    if (bytes > fileBytes - storageBytes) {
      throw new CheckpointException(
          "the tensors need more bytes than the file has: it is truncated or damaged");
    }
    storageBytes += bytes;
    return new TorchStorage(key, bytes);
  }

  private static long bytes(long count, int each) {
    if (count < 0 || count > Long.MAX_VALUE / each) {
      throw new CheckpointException("the checkpoint contains a storage with an invalid size");
    }
    return count * each;
  }
}
