// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.photo;

import io.pentimento.core.face.Face;
import io.pentimento.core.face.align.FaceAlignment;
import io.pentimento.core.tensor.Tensor;

/**
 * A face of a photograph before and after.
 *
 * @param face in pixels of the given photograph
 * @param crop the aligned face before restoration, (1, 3, size, size)
 * @param restored the aligned face after restoration
 */
public record RestoredFace(Face face, FaceAlignment alignment, Tensor crop, Tensor restored) {}
