// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import io.pentimento.core.artifact.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content with a known digest that can be read any number of times. */
public interface Blob {
  /** {@code sha256:} and 64 hexadecimal digits. */
  String digest();

  /** Bytes. */
  long size();

  /** Name for messages and progress. */
  String name();

  InputStream open() throws IOException;

  /** Content in memory. */
  static Blob of(String name, byte[] content) {
    byte[] bytes = content.clone();
    String digest = Digest.of(bytes);
    return new Blob() {
      @Override
      public String digest() {
        return digest;
      }

      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public String name() {
        return name;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }
}
