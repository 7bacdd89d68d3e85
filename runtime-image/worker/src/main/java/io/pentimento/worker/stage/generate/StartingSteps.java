// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.pseudotarget.AdaptiveStart;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses the starting timestep of each image: the more the restorer changes an image, the more
 * noise is added. It depends on the image alone.
 *
 * @param latest startTimestep of the job
 */
record StartingSteps(AdaptiveStart settings, int latest) {
  private static final double LEVELS = 255;

  /** Number of different steps, so that images of a batch share network calls. */
  private static final int STEPS = 8;

  StartingSteps {
    requireNonNull(settings, "settings");
  }

  /**
   * The positions of the images of a batch, by starting timestep.
   *
   * @param degraded (N, 3, size, size) in [0, 1]
   * @param restored of the same shape
   */
  Map<Integer, List<Integer>> groups(Tensor degraded, Tensor restored) {
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int image = 0; image < degraded.dim(0); image++) {
      int start = of(change(degraded.item(image), restored.item(image)));
      groups.computeIfAbsent(start, step -> new ArrayList<>()).add(image);
    }
    return groups;
  }

  /**
   * The starting timestep.
   *
   * @param change by the restorer, in levels of 0 to 255
   */
  int of(double change) {
    double severity = Math.min(1, change / settings.fullChange());
    double rounded = Math.round(severity * (STEPS - 1)) / (STEPS - 1.0);
    int earliest = settings.minTimestep();
    return (int) Math.round(earliest + rounded * (latest - earliest));
  }

  /** The root mean square difference of two images, in levels. */
  private static double change(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      double difference = a.data()[i] - b.data()[i];
      sum += difference * difference;
    }
    return LEVELS * Math.sqrt(sum / a.size());
  }
}
