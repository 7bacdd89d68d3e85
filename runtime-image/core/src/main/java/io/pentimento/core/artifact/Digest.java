// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 digests, as text {@code sha256:} followed by 64 hexadecimal digits. */
public final class Digest {
  private static final String PREFIX = "sha256:";
  private static final int BUFFER = 1 << 16;

  private Digest() {}

  public static String of(byte[] content) {
    return text(sha256().digest(content));
  }

  public static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /** The digest of the remaining bytes of the stream. */
  public static String of(InputStream in) throws IOException {
    MessageDigest sha = sha256();
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      sha.update(buffer, 0, n);
    }
    return text(sha.digest());
  }

  /** The digest of named contents, such as the files of a folder, from names and digests. */
  public static String of(Map<String, String> digests) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(digests)
        .forEach((name, digest) -> lines.append(digest).append("  ").append(name).append('\n'));
    return of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The 32 bytes of a digest text, with or without prefix. */
  public static byte[] bytes(String digest) {
    return HexFormat.of().parseHex(hex(digest));
  }

  /** The 64 hexadecimal digits without prefix. */
  public static String hex(String digest) {
    return digest.startsWith(PREFIX) ? digest.substring(PREFIX.length()) : digest;
  }

  private static String text(byte[] hash) {
    return PREFIX + HexFormat.of().formatHex(hash);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
