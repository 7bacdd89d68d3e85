// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.inference.RawFiles;
import io.pentimento.server.inference.TensorContents;
import io.pentimento.server.inference.TensorType;
import java.nio.ByteBuffer;

/** The binary data after the JSON of a request, tensor by tensor. */
final class BinaryContents {
  private final ByteBuffer rest;

  /**
   * @param rest the data after the JSON
   */
  BinaryContents(ByteBuffer rest) {
    this.rest = rest;
  }

  /**
   * The contents of the next tensor.
   *
   * @throws InvalidInferenceException if there are not enough bytes
   */
  TensorContents next(InputHead head) {
    int size = head.binarySize();
    if (size > rest.remaining()) {
      throw new InvalidInferenceException(
          "The input '%s' has %d bytes of binary data, but %d bytes follow the JSON."
              .formatted(head.name(), size, rest.remaining()));
    }
    ByteBuffer bytes = rest.slice().limit(size);
    rest.position(rest.position() + size);
    return head.type() == TensorType.BYTES
        ? new TensorContents.Files(RawFiles.read(bytes, head.name()))
        : new TensorContents.Raw(bytes);
  }

  /**
   * @throws InvalidInferenceException if there are bytes that belong to no tensor
   */
  void expectEnd() {
    if (rest.hasRemaining()) {
      throw new InvalidInferenceException(
          "%d bytes of binary data belong to no input; set binary_data_size."
              .formatted(rest.remaining()));
    }
  }
}
