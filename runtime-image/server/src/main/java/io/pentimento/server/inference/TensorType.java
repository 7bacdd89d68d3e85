package io.pentimento.server.inference;

import io.pentimento.server.failure.InvalidInferenceException;
import java.util.Arrays;

/** The data types of the protocol in which images come and go. */
public enum TensorType {
  /** Samples in [0, 1]. */
  FP32(Float.BYTES),
  /** Samples from 0 to 255. */
  UINT8(Byte.BYTES),
  /** One PNG or JPEG file per element; answers hold PNG files. */
  BYTES(0);

  private final int sampleBytes;

  TensorType(int sampleBytes) {
    this.sampleBytes = sampleBytes;
  }

  /** The bytes of one sample; 0 where an element is a file. */
  public int sampleBytes() {
    return sampleBytes;
  }

  /**
   * The type of a name, as the protocol spells it.
   *
   * @param tensor the name of the tensor, for the error
   * @throws InvalidInferenceException if images cannot be given in it
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
