// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The 64-bit key of a generator: the first bytes of SHA-256 over everything that identifies the
 * stream.
 */
record StreamKey(int low, int high) {

  /**
   * The key of ({@code domain}, {@code seed}, {@code digest}); the domain separates generators with
   * different uses of the counter.
   */
  static StreamKey of(String domain, long seed, byte[] digest) {
    MessageDigest sha256 = sha256();
    sha256.update(domain.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest(digest));
    int high = hash.getInt();
    return new StreamKey(hash.getInt(), high);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
