// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {
  private static final String OF_ABC =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void digestsOfBytesAndFilesFollowTheStandard(@TempDir Path folder) throws IOException {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    assertThat(Digest.of(abc)).isEqualTo(OF_ABC);
    assertThat(Digest.of(Files.write(folder.resolve("abc"), abc))).isEqualTo(OF_ABC);
    byte[] large = new byte[200_000];
    large[150_000] = 1;
    assertThat(Digest.of(Files.write(folder.resolve("large"), large))).isEqualTo(Digest.of(large));
  }

  @Test
  void theOrderOfNamedContentsDoesNotMatterButNamesDo() {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("b.png", OF_ABC);
    one.put("a.png", "sha256:00");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("a.png", "sha256:00");
    other.put("b.png", OF_ABC);
    assertThat(Digest.of(one)).isEqualTo(Digest.of(other));
    assertThat(Digest.of(Map.of("c.png", OF_ABC))).isNotEqualTo(Digest.of(Map.of("d.png", OF_ABC)));
  }

  @Test
  void theTextIsPrefixedHexadecimal() {
    assertThat(Digest.hex(OF_ABC)).hasSize(64).doesNotContain(":");
    assertThat(Digest.hex(Digest.hex(OF_ABC))).isEqualTo(Digest.hex(OF_ABC));
    assertThat(Digest.bytes(OF_ABC)).hasSize(32).startsWith(0xba, 0x78);
  }
}
