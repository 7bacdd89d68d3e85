// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.face.Landmarks;
import io.pentimento.core.face.Point;
import io.pentimento.core.tensor.Tensor;

/**
 * Position of the aligned crop of a face in its photograph.
 *
 * @param toCrop from positions in the photograph to positions in the crop
 * @param size of the square crop, in pixels
 */
public record FaceAlignment(Similarity toCrop, int size) {
  public FaceAlignment {
    requireNonNull(toCrop, "toCrop");
    if (size < 1) {
      throw new IllegalArgumentException("a crop has at least one pixel, not " + size);
    }
  }

  /** Fits the landmarks to those of the FFHQ template by least squares. */
  public static FaceAlignment of(Landmarks landmarks, int size) {
    Landmarks template = landmarks.scheme().template(size);
    return new FaceAlignment(SimilarityFit.of(landmarks.points(), template.points()), size);
  }

  /** The crop with more of the picture around the face: {@code margin} 0.1 shows 10 % more. */
  public FaceAlignment withMargin(double margin) {
    double factor = 1 / (1 + margin);
    double shift = size * (1 - factor) / 2;
    return new FaceAlignment(toCrop.then(new Similarity(factor, 0, shift, shift)), size);
  }

  /** The aligned face, (1, 3, size, size). */
  public Tensor crop(Tensor photograph) {
    return Warp.square(photograph, toCrop.inverse(), size);
  }

  /** Pixels of the crop per pixel of the photograph. */
  public double scale() {
    return toCrop.scale();
  }

  public Point toCrop(Point photograph) {
    return toCrop.apply(photograph);
  }
}
