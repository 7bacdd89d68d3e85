// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.admission.ImageBody;
import io.pentimento.server.model.ImageMemory;

/** An image of a request before it is decoded. */
sealed interface ImageSource permits EncodedImage, SampledImage {

  /**
   * Checks the size of the image, and whether there is memory to restore it.
   *
   * @param type of the response
   * @return the maximum size of the restored image in that type, in bytes
   * @throws RuntimeException as {@link ImageBody#check}
   */
  long check(ImageBody images, ImageMemory memory, TensorType type);

  /**
   * @return the image as (1, 3, H, W), RGB in [0, 1]
   */
  Tensor decode(ImageBody images);
}
