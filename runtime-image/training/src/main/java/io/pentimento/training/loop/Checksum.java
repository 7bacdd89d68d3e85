// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.loop;

import io.pentimento.core.checkpoint.StateDict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeSet;

/** SHA-256 over the names, shapes and values of a state dict, independent of their order. */
final class Checksum {
  private static final int CHUNK = 1 << 14;

  private Checksum() {}

  static String of(StateDict tensors) {
    MessageDigest digest = sha256();
    for (String name : new TreeSet<>(tensors.names())) {
      String head = name + Arrays.toString(tensors.get(name).shape());
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      update(digest, tensors.get(name).data());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, float[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
    for (int from = 0; from < numbers.length; from += CHUNK) {
      int count = Math.min(CHUNK, numbers.length - from);
      bytes.clear().asFloatBuffer().put(numbers, from, count);
      digest.update(bytes.array(), 0, count * Float.BYTES);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
