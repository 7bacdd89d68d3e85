// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import java.util.List;

/** An input of a request. */
public record InputTensor(
    String name,
    TensorType type,
    List<Long> shape,
    Parameters parameters,
    TensorContents contents) {
  public InputTensor {
    shape = List.copyOf(shape);
  }
}
