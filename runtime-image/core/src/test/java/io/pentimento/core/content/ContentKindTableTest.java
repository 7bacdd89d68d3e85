// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The first bytes of every type that is recognised, in hexadecimal or as text. */
class ContentKindTableTest {

  @ParameterizedTest
  @CsvSource({
    "800595, PICKLE",
    "504b0304, ZIP",
    "504b0506, ZIP",
    "1f8b08, GZIP",
    "377abcaf271c, SEVEN_ZIP",
    "fd377a585a00, XZ",
    "894844460d0a, HDF5",
    "47475546, GGUF",
    "934e554d5059, NUMPY",
    "89504e470d0a1a0a, PNG",
    "ffd8ffe0, JPEG",
    "524946460000000057454250, WEBP",
    "474946383961, GIF",
    "49492a00, TIFF",
    "4d4d002a, TIFF",
    "424d12340000000000001a00, BMP",
    "000000206674797068656963, HEIF",
    "255044462d312e37, PDF",
    "40000000000000007b, SAFETENSORS",
    "80000000000000007b, SAFETENSORS"
  })
  void theTypeIsRecognizedByTheSignature(String hex, ContentKind kind) {
    byte[] start = bytes(hex);

    assertThat(ContentKind.of(start)).contains(kind);
    assertThat(ContentKind.of(Arrays.copyOf(start, 512))).contains(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "'version https://git-lfs.github.com/spec/v1', GIT_LFS_POINTER",
    "'<!DOCTYPE html>', HTML",
    "'\ufeff  <!doctype HTML>', HTML",
    "'<head></head><HTML>', HTML",
    "'<?xml version=\"1.0\"?>', XML",
    "'<Error><Code>NoSuchKey</Code></Error>', XML",
    "'{\"a\": 1}', JSON",
    "'  [1]', JSON",
    "'hello', TEXT",
    "'tab\tand\r\nline', TEXT"
  })
  void aTextIsRecognisedByItsBeginning(String text, ContentKind kind) {
    assertThat(ContentKind.of(text.getBytes(StandardCharsets.UTF_8))).contains(kind);
  }

  @Test
  void aTarArchiveHasItsSignatureInTheMiddle() {
    byte[] tar = new byte[512];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);

    assertThat(ContentKind.of(tar)).contains(ContentKind.TAR);
  }

  @Test
  void dataWithControlCharactersAreNotText() {
    for (int b = 0; b < 32; b++) {
      boolean space = b == '\t' || b == '\n' || b == '\r' || b == '\f';
      byte[] start = {'a', (byte) b, 'z'};
      assertThat(ContentKind.of(start).isPresent()).as("byte %d", b).isEqualTo(space);
    }
  }

  @ParameterizedTest
  @EnumSource(ContentKind.class)
  void aDescriptionCompletesASentence(ContentKind kind) {
    assertThat(kind.description()).matches("an? .*[^.]");
  }

  @Test
  void aFileOfAnUnexpectedTypeIsDescribedAtTheEndOfAMessage() {
    assertThat(ContentKind.insteadOf(bytes("255044462d"))).isEqualTo(": it is a PDF document");
    assertThat(ContentKind.insteadOf(bytes("0102"))).isEmpty();
    byte[] large = new byte[100_000];
    large[0] = (byte) 0x1f;
    large[1] = (byte) 0x8b;
    assertThat(ContentKind.insteadOf(large)).contains("gzip");
  }

  private static byte[] bytes(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }
}
