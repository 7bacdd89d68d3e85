// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The elements of a tensor in row-major order, in the form in which the transport delivered them.
 */
public sealed interface TensorContents {

  /** The size in memory. */
  long size();

  /**
   * Samples of FP32 or UINT8 as bytes.
   *
   * @param bytes little-endian, from position to limit
   */
  record Raw(ByteBuffer bytes) implements TensorContents {
    @Override
    public long size() {
      return bytes.remaining();
    }
  }

  /** Samples of FP32. */
  record Floats(float[] values) implements TensorContents {
    @Override
    public long size() {
      return (long) values.length * Float.BYTES;
    }
  }

  /** The elements of a tensor of BYTES. */
  record Files(List<byte[]> values) implements TensorContents {
    public Files {
      values = List.copyOf(values);
    }

    @Override
    public long size() {
      return values.stream().mapToLong(file -> file.length).sum();
    }
  }
}
