// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files in the format of {@code torch.save}. */
final class TorchFiles {
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

  static Path zip(Path file, byte[] pickle, Map<String, byte[]> storages) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      store(zip, "archive/data.pkl", pickle);
      for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
        store(zip, "archive/data/" + storage.getKey(), storage.getValue());
      }
    }
    return file;
  }

  /** One float32 storage. */
  static Path legacy(Path file, byte[] pickle, String key, byte[] storage) throws IOException {
    byte[] protocol = PickleBytes.protocol2().integer(1001).stop();
    byte[] system = PickleBytes.protocol2().op('}').stop();
    byte[] keys = PickleBytes.protocol2().op(']').text(key).op('a').stop();
    ByteBuffer all =
        ByteBuffer.allocate(
                MAGIC.length
                    + protocol.length
                    + system.length
                    + pickle.length
                    + keys.length
                    + Long.BYTES
                    + storage.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    all.put(MAGIC).put(protocol).put(system).put(pickle).put(keys);
    all.putLong(storage.length / Float.BYTES).put(storage);
    return Files.write(file, all.array());
  }

  static byte[] floats(float... values) {
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
