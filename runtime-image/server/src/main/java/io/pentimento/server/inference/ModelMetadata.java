// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import java.util.List;

/** The model's metadata in the JSON form of the protocol. */
public record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs) {

  /**
   * An input or output.
   *
   * @param shape with -1 for any size
   */
  public record TensorMetadata(String name, String datatype, List<Long> shape) {}
}
