// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.torch;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.pickle.TorchStorage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The format of {@code torch.save} before 1.6: pickles of a magic number, the protocol, the system,
 * the object and the storage keys, one after the other, followed by a count and the elements for
 * each key. A file with a single pickle and no storages is supported as well.
 */
public final class TorchLegacy implements TorchContainer {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;
  private static final int BUFFER_BYTES = 1 << 16;

  private final DataInputStream in;
  private final TorchPickle pickle;
  private final Object root;
  private final List<String> keys;

  private TorchLegacy(DataInputStream in, long fileBytes) throws IOException {
    this.in = in;
    this.pickle = new TorchPickle(fileBytes);
    Object first = pickle.load(in);
    if (!MAGIC.equals(first)) {
      this.root = first;
      this.keys = List.of();
      return;
    }
    requireProtocol(pickle.load(in));
    requireLittleEndian(pickle.load(in));
    this.root = pickle.load(in);
    this.keys = keys(pickle.load(in));
  }

  public static TorchLegacy open(Path file) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
    try {
      return new TorchLegacy(in, Files.size(file));
    } catch (IOException | RuntimeException | Error e) {
      in.close();
      throw e;
    }
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public long storageBytes() {
    return pickle.storageBytes();
  }

  @Override
  public void read(Set<TorchStorage> wanted, Reader reader) throws IOException {
    Set<TorchStorage> missing = new HashSet<>(wanted);
    for (String key : keys) {
      TorchStorage storage = pickle.storages().get(key);
      if (storage == null) {
        throw new CheckpointException("the file has a storage that is not used");
      }
      requireCount(storage);
      if (missing.remove(storage)) {
        reader.read(storage, in);
      } else {
        skip(storage);
      }
    }
    if (!missing.isEmpty()) {
      throw new CheckpointException("%d storages are missing".formatted(missing.size()));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** The count is in elements, whose type is only known from the tensors. */
  private void requireCount(TorchStorage storage) throws IOException {
    try {
      long count = Long.reverseBytes(in.readLong());
      for (int each : new int[] {1, 2, 4, 8}) {
        if (count == storage.bytes() / each && storage.bytes() % each == 0) {
          return;
        }
      }
    } catch (EOFException e) {
      throw truncated(storage, e);
    }
    throw new CheckpointException(
        "the size of storage '%s' differs from that of its tensors".formatted(storage.key()));
  }

  private void skip(TorchStorage storage) throws IOException {
    try {
      in.skipNBytes(storage.bytes());
    } catch (EOFException e) {
      throw truncated(storage, e);
    }
  }

  private static CheckpointException truncated(TorchStorage storage, EOFException e) {
    return new CheckpointException(
        "the file ends before the end of storage '%s': it is truncated".formatted(storage.key()),
        e);
  }

  private static void requireProtocol(Object protocol) {
    if (!Long.valueOf(PROTOCOL).equals(protocol)) {
      throw new CheckpointException("the file has an unknown PyTorch protocol");
    }
  }

  private static void requireLittleEndian(Object system) {
    if (system instanceof Map<?, ?> map && Boolean.FALSE.equals(map.get("little_endian"))) {
      throw new CheckpointException("the checkpoint's byte order is not little-endian");
    }
  }

  private static List<String> keys(Object keys) {
    if (keys instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw new CheckpointException("the file has no list of storages: it is damaged");
  }
}
