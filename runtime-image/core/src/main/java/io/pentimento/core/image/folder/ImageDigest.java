// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.folder;

import io.pentimento.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The digest of an image's content, used as key of its random numbers. */
public final class ImageDigest {
  private ImageDigest() {}

  /** SHA-256 over the shape and the float32 values. */
  public static byte[] of(Tensor image) {
    MessageDigest sha256 = sha256();
    sha256.update(Arrays.toString(image.shape()).getBytes(StandardCharsets.US_ASCII));
    ByteBuffer values = ByteBuffer.allocate(Float.BYTES * image.size());
    values.asFloatBuffer().put(image.data());
    return sha256.digest(values.array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
