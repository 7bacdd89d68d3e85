// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentKindTest {
  @ParameterizedTest
  @CsvSource({
    "version https://git-lfs.github.com/spec/v1, GIT_LFS_POINTER",
    "<!DOCTYPE html><title>Sign in</title>, HTML",
    "'  \n<html lang=\"en\">', HTML",
    "<!-- saved --><html>, HTML",
    "<?xml version=\"1.0\"?><Error>, XML",
    "<Error><Code>AccessDenied</Code>, XML",
    "'{\"error\": \"gated repository\"}', JSON",
    "Entry not found, TEXT",
    "GGUFxxxx, GGUF",
    "PKxx, TEXT"
  })
  void textFilesAreRecognised(String start, ContentKind expected) {
    assertThat(ContentKind.of(start.getBytes(StandardCharsets.UTF_8))).contains(expected);
  }

  @Test
  void anEmptyFileIsRecognisedAndUnknownBytesAreNot() {
    assertThat(ContentKind.of(new byte[0])).contains(ContentKind.EMPTY);
    assertThat(ContentKind.of(new byte[] {1, 2, 3})).isEqualTo(Optional.empty());
    assertThat(ContentKind.of(new byte[600])).isEqualTo(Optional.empty());
  }

  @Test
  void archivesAndImagesAreRecognisedByTheirSignatures() {
    assertThat(ContentKind.of(bytes(0x1f, 0x8b, 8, 0))).contains(ContentKind.GZIP);
    assertThat(ContentKind.of(bytes('P', 'K', 3, 4))).contains(ContentKind.ZIP);
    assertThat(ContentKind.of(bytes(0xff, 0xd8, 0xff, 0xe0))).contains(ContentKind.JPEG);
    assertThat(ContentKind.of(bytes(0, 0, 0, 24, 'f', 't', 'y', 'p'))).contains(ContentKind.HEIF);
    byte[] tar = new byte[512];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    assertThat(ContentKind.of(tar)).contains(ContentKind.TAR);
  }

  @Test
  void aHeaderLengthThatBeginsLikeAPickleIsRecognisedAsSafetensors() {
    assertThat(ContentKind.of(bytes(0x80, 1, 0, 0, 0, 0, 0, 0, '{')))
        .contains(ContentKind.SAFETENSORS);
    assertThat(ContentKind.of(bytes(0x80, 2, '}', 'q', 0, '.'))).contains(ContentKind.PICKLE);
    assertThat(ContentKind.of(bytes(0x80, 4, 0x95, 10, 0, 0, 0, 0, 0, 0, 0, '}')))
        .contains(ContentKind.PICKLE);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
