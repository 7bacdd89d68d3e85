// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.torch;

import io.pentimento.core.checkpoint.pickle.PickleBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files in the format of {@code torch.save}. */
public final class TorchFiles {
  private static final byte[] MAGIC = {
    (byte) 0x80,
    2,
    (byte) 0x8A,
    0x0A,
    0x6C,
    (byte) 0xFC,
    (byte) 0x9C,
    0x46,
    (byte) 0xF9,
    0x20,
    0x6A,
    (byte) 0xA8,
    0x50,
    0x19,
    '.'
  };

  private TorchFiles() {}

  public static Path zip(Path file, byte[] pickle, Map<String, byte[]> storages)
      throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("archive/data.pkl", pickle);
    storages.forEach((key, content) -> entries.put("archive/data/" + key, content));
    return entries(file, entries);
  }

  /** An archive of uncompressed entries. */
  public static Path entries(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        store(zip, entry.getKey(), entry.getValue());
      }
    }
    return file;
  }

  /** One float32 storage. */
  public static Path legacy(Path file, byte[] pickle, String key, byte[] storage)
      throws IOException {
    return legacy(
        file,
        pickle,
        PickleBytes.protocol2().op(']').text(key).op('a').stop(),
        counted(storage.length / Float.BYTES, storage));
  }

  /**
   * The older layout.
   *
   * @param keys pickle of the list of storage keys
   * @param storages {@link #counted} contents, in the order of the keys
   */
  public static Path legacy(Path file, byte[] pickle, byte[] keys, byte[]... storages)
      throws IOException {
    byte[] protocol = PickleBytes.protocol2().integer(1001).stop();
    byte[] system = PickleBytes.protocol2().op('}').stop();
    return Files.write(file, joined(MAGIC, protocol, system, pickle, keys, joined(storages)));
  }

  /** A storage in the older layout: the number of elements, and the elements. */
  public static byte[] counted(long count, byte[] elements) {
    return joined(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(count).array(),
        elements);
  }

  public static byte[] magic() {
    return MAGIC.clone();
  }

  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  public static byte[] floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
