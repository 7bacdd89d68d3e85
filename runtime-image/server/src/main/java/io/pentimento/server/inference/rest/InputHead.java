// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.inference.Parameters;
import io.pentimento.server.inference.TensorType;
import java.util.List;

/**
 * An input as described by the JSON, before its contents are read.
 *
 * @param dataOffset offset of its {@code data} in the JSON; -1 if there is none
 */
record InputHead(
    String name, TensorType type, List<Long> shape, Parameters parameters, long dataOffset) {
  private static final String BINARY_SIZE = "binary_data_size";

  boolean isBinary() {
    return parameters.values().containsKey(BINARY_SIZE);
  }

  /**
   * The size of the binary data in bytes.
   *
   * @throws InvalidInferenceException if the parameter is invalid, or there is JSON data as well
   */
  int binarySize() {
    Object size = parameters.values().get(BINARY_SIZE);
    if (!(size instanceof Integer bytes) || bytes < 0) {
      throw new InvalidInferenceException(
          "The input '%s' has the binary_data_size %s; it must be the number of its bytes."
              .formatted(name, size));
    }
    if (dataOffset >= 0) {
      throw new InvalidInferenceException(
          "The input '%s' has both data and binary_data_size; send one.".formatted(name));
    }
    return bytes;
  }

  InvalidInferenceException withoutData() {
    return new InvalidInferenceException(
        "The input '%s' has neither data nor binary_data_size; send one.".formatted(name));
  }
}
