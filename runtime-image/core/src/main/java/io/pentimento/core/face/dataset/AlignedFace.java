// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.dataset;

import io.pentimento.core.face.Face;
import io.pentimento.core.face.align.FaceAlignment;
import io.pentimento.core.tensor.Tensor;

/**
 * A face of a photograph, ready for a dataset.
 *
 * @param crop (1, 3, size, size), RGB in [0, 1]
 */
public record AlignedFace(Face face, FaceAlignment alignment, Tensor crop) {}
