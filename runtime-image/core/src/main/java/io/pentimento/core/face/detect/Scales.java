// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import java.util.ArrayList;
import java.util.List;

/** The scales at which an image is searched, so that each face is of a suitable size in one. */
final class Scales {
  /**
   * Ratio of neighbouring scales. Networks find faces over a wider range, but they find degraded
   * faces best at small sizes: downscaling removes noise and compression artefacts.
   */
  static final double STEP = 3;

  private Scales() {}

  /**
   * From the finest to the coarsest, at which a face that fills the image is small enough.
   *
   * @param longest side of the image, in pixels
   * @param minFace the smallest face to find, in pixels
   */
  static List<Double> of(double longest, double minFace, FaceNetwork network) {
    double coarsest = STEP * network.smallestFace() / longest;
    List<Double> scales = new ArrayList<>();
    double scale = network.smallestFace() / Math.min(minFace, longest);
    while (scale > coarsest) {
      scales.add(scale);
      scale /= STEP;
    }
    scales.add(coarsest);
    return scales;
  }
}
