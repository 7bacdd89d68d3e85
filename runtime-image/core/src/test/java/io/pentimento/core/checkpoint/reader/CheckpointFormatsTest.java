// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.pickle.PickleBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The format of a checkpoint is detected from its content; other files are reported with their
 * type.
 */
class CheckpointFormatsTest {
  private static final String HEADER =
      "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";

  @TempDir Path folder;

  @Test
  void safetensorsOfEveryHeaderLengthAreRead() throws IOException {
    for (int length = HEADER.length(); length <= 2 * 256 + HEADER.length(); length++) {
      assertReadWithHeaderOf(length);
    }
  }

  @Test
  void safetensorsOfAnyLongHeaderAreRead() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      assertReadWithHeaderOf(HEADER.length() + random.nextInt(1 << (8 + i % 13)));
    }
    for (int highByte : new int[] {0x80, 0x8000, 0x80_0080, 0x50_4B03}) {
      assertReadWithHeaderOf(highByte);
    }
  }

  @Test
  void aTruncatedSafetensorsFileIsNotReadAsPickle() throws IOException {
    byte[] whole = Files.readAllBytes(safetensors(0x180));
    Files.write(file(), Arrays.copyOf(whole, 100));

    assertThatThrownBy(() -> Checkpoints.load(file()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("safetensors")
        .hasMessageContaining("is invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "'', an empty file",
    "version https://git-lfs.github.com/spec/v1, a Git LFS pointer",
    "<!doctype html><html>, an HTML page",
    "<?xml version=\"1.0\"?>, an XML document",
    "'{\"error\":\"not found\"}', a JSON document",
    "404: Not Found, a text file"
  })
  void otherFilesAreRejectedWithTheirType(String content, String kind) throws IOException {
    Files.writeString(file(), content);

    assertThatThrownBy(() -> Checkpoints.load(file()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file().toString())
        .hasMessageContaining("it is " + kind);
  }

  @Test
  void compressedEntriesAreReported() throws IOException {
    byte[] pickle = PickleBytes.protocol2().op('}').text("w").vector("0", 4000).op('s').stop();
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
      deflate(zip, "archive/data.pkl", pickle);
      deflate(zip, "archive/data/0", new byte[16000]);
    }

    assertThatThrownBy(() -> Checkpoints.load(file()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'archive/data/0' is compressed")
        .hasMessageContaining("save it again");
  }

  private void assertReadWithHeaderOf(int length) throws IOException {
    assertThat(Checkpoints.load(safetensors(length)).get("w").data())
        .as("a header of %d bytes", length)
        .containsExactly(2.5f);
  }

  private Path safetensors(int headerLength) throws IOException {
    byte[] header = new byte[headerLength];
    Arrays.fill(header, (byte) ' ');
    System.arraycopy(HEADER.getBytes(StandardCharsets.US_ASCII), 0, header, 0, HEADER.length());
    ByteBuffer all =
        ByteBuffer.allocate(Long.BYTES + headerLength + Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(headerLength).put(header).putFloat(2.5f);
    return Files.write(file(), all.array());
  }

  private static void deflate(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private Path file() {
    return folder.resolve("checkpoint.pth");
  }
}
