// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;

/** JPEG compression and decompression of an image. */
final class Jpeg {
  private Jpeg() {}

  static Tensor compress(Tensor image, int quality) {
    return ImageFiles.decode(ImageFiles.encodeJpeg(image, quality), "the compressed image");
  }
}
