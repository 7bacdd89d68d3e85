// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.server.failure.InvalidInferenceException;
import java.util.Arrays;

/** The supported data types of the protocol. */
public enum TensorType {
  /** Samples in [0, 1]. */
  FP32(Float.BYTES),
  /** Samples from 0 to 255. */
  UINT8(Byte.BYTES),
  /** One PNG or JPEG file per element; responses contain PNG files. */
  BYTES(0);

  private final int sampleBytes;

  TensorType(int sampleBytes) {
    this.sampleBytes = sampleBytes;
  }

  /** The bytes per sample; 0 if an element is a file. */
  public int sampleBytes() {
    return sampleBytes;
  }

  /**
   * The type with this name in the protocol.
   *
   * @param tensor the name of the tensor, for errors
   * @throws InvalidInferenceException if it is not supported for images
   */
  public static TensorType of(String name, String tensor) {
    return Arrays.stream(values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInferenceException(
                    "The tensor '%s' has the datatype %s; it must be FP32, UINT8 or BYTES."
                        .formatted(tensor, name)));
  }
}
