// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import java.util.List;

/**
 * An output of an inference.
 *
 * @param images the restored images in order, each as a PNG file for BYTES, otherwise as samples,
 *     little-endian, in the layout of {@code shape}
 */
public record OutputTensor(String name, TensorType type, List<Long> shape, List<byte[]> images) {
  public OutputTensor {
    shape = List.copyOf(shape);
    images = List.copyOf(images);
  }

  /** The bytes of all images. */
  public long bytes() {
    return images.stream().mapToLong(image -> image.length).sum();
  }
}
