// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.selection;

import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Distances between the candidates of one image, in levels of 0 to 255. */
final class CandidateDistances {
  private static final double LEVELS = 255;

  private CandidateDistances() {}

  /**
   * The mean distance of each candidate from the others: the root mean square difference of their
   * pixels. 0 for a single one.
   *
   * @param candidates of the same shape, in [0, 1]
   */
  static double[] fromOthers(List<Tensor> candidates) {
    int count = candidates.size();
    double[] sums = new double[count];
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        double distance = distance(candidates.get(i).data(), candidates.get(j).data());
        sums[i] += distance;
        sums[j] += distance;
      }
    }
    return Arrays.stream(sums).map(sum -> sum / Math.max(1, count - 1)).toArray();
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (double) (a[i] - b[i]);
    }
    return LEVELS * Math.sqrt(sum / a.length);
  }
}
