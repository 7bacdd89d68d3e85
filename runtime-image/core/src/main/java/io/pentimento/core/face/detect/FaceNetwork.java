// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import io.pentimento.core.face.Face;
import io.pentimento.core.tensor.Tensor;
import java.util.List;

/** A detector network with its decoder; its input is one square image. */
interface FaceNetwork extends AutoCloseable {
  /** The side of its input images, in pixels. */
  int size();

  /** The side of the smallest faces that it finds reliably, in pixels of its input. */
  int smallestFace();

  /**
   * Candidates with a score of at least {@code minScore}; the same face may appear several times.
   *
   * @param square (1, 3, size, size), RGB in [0, 1]
   */
  List<Face> candidates(Tensor square, double minScore);

  @Override
  void close();
}
