package io.pentimento.server.inference;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The elements of a tensor in row-major order, in the form in which the transport delivered them.
 */
public sealed interface TensorContents {

  /**
   * Samples of FP32 or UINT8 as bytes.
   *
   * @param bytes little-endian, from position to limit
   */
  record Raw(ByteBuffer bytes) implements TensorContents {}

  /** Samples of FP32. */
  record Floats(float[] values) implements TensorContents {}

  /** The elements of a tensor of BYTES. */
  record Files(List<byte[]> values) implements TensorContents {
    public Files {
      values = List.copyOf(values);
    }
  }
}
