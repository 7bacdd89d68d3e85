// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.core.image.codec.ImageHeader;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.admission.ImageBody;
import io.pentimento.server.model.ImageMemory;

/**
 * A PNG or JPEG file in a tensor of BYTES.
 *
 * @param name of the image, for errors
 */
record EncodedImage(String name, byte[] file) implements ImageSource {

  @Override
  public long check(ImageBody images, ImageMemory memory, TensorType type) {
    ImageHeader header = images.header(file, name);
    long largest = memory.answer(header.height(), header.width(), type.sampleBytes());
    images.check(header.height(), header.width(), file.length + largest, memory);
    return largest;
  }

  @Override
  public Tensor decode(ImageBody images) {
    return images.decode(file, name);
  }
}
