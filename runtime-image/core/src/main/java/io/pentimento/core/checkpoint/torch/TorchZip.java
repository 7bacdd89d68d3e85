// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.torch;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.pickle.TorchStorage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The format of {@code torch.save} since 1.6: a zip archive with one uncompressed entry per
 * storage.
 */
public final class TorchZip implements TorchContainer {
  private static final String PICKLE = "data.pkl";
  private static final String DATA = "data/";

  private final ZipFile zip;
  private final String folder;
  private final TorchPickle pickle;
  private final Object root;

  private TorchZip(ZipFile zip, long fileBytes) throws IOException {
    this.zip = zip;
    this.pickle = new TorchPickle(fileBytes);
    ZipEntry entry = pickle(zip);
    this.folder = entry.getName().substring(0, entry.getName().length() - PICKLE.length());
    requireLittleEndian();
    requireStored();
    try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
      this.root = pickle.load(in);
    }
  }

  public static TorchZip open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new CheckpointException("not a readable zip archive: " + e.getMessage(), e);
    }
    try {
      return new TorchZip(zip, Files.size(file));
    } catch (IOException | RuntimeException | Error e) {
      zip.close();
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
    for (TorchStorage storage : wanted) {
      ZipEntry entry = entry(storage);
      CRC32 crc = new CRC32();
      try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
        reader.read(storage, in);
        in.skipNBytes(entry.getSize() - storage.bytes());
      }
      if (crc.getValue() != entry.getCrc()) {
        throw new CheckpointException(
            "the checksum of storage '%s' is wrong: the file is damaged".formatted(storage.key()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private ZipEntry entry(TorchStorage storage) {
    ZipEntry entry = zip.getEntry(folder + DATA + storage.key());
    if (entry == null) {
      throw new CheckpointException("storage '%s' is missing".formatted(storage.key()));
    }
    if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
      refuseCompressed(entry.getName());
    }
    if (entry.getSize() < storage.bytes()) {
      throw new CheckpointException(
          "storage '%s' has %d bytes, expected %d"
              .formatted(storage.key(), entry.getSize(), storage.bytes()));
    }
    return entry;
  }

  private static ZipEntry pickle(ZipFile zip) {
    return zip.stream()
        .filter(e -> e.getName().equals(PICKLE) || e.getName().endsWith("/" + PICKLE))
        .map(ZipEntry.class::cast)
        .findFirst()
        .orElseThrow(
            () ->
                new CheckpointException(
                    "a zip archive, but not a PyTorch checkpoint: it has no data.pkl; unpack it and"
                        + " use the checkpoint in it"));
  }

  /** Checked before the pickle is read, because compressed storages can be larger than the file. */
  private void requireStored() {
    zip.stream()
        .filter(e -> e.getName().startsWith(folder + DATA) && e.getMethod() != ZipEntry.STORED)
        .findFirst()
        .ifPresent(e -> refuseCompressed(e.getName()));
  }

  private static void refuseCompressed(String entry) {
    throw new CheckpointException(
        ("its entry '%s' is compressed, which PyTorch does not do; unpack the archive and save it"
                + " again without compression, or save the checkpoint again with torch.save")
            .formatted(entry));
  }

  private void requireLittleEndian() throws IOException {
    ZipEntry entry = zip.getEntry(folder + "byteorder");
    if (entry == null) {
      return;
    }
    try (InputStream in = zip.getInputStream(entry)) {
      String order = new String(in.readNBytes(16), StandardCharsets.US_ASCII);
      if (!order.equals("little")) {
        throw new CheckpointException("the checkpoint's byte order is not little-endian");
      }
    }
  }
}
