package io.pentimento.core.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The 64-bit key of a generator: the head of SHA-256 over all that the stream belongs to. */
record StreamKey(int low, int high) {

  /**
   * The key of ({@code domain}, {@code seed}, {@code digest}); the domain keeps generators with
   * different uses of the counter apart.
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
      throw new IllegalStateException("every Java platform has SHA-256, this one does not", e);
    }
  }
}
