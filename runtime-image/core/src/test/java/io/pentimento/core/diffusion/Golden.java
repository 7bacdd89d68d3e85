// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.tensor.Tensor;

/** Summaries of expected tensors: mean, and values at some indices. */
public final class Golden {
  private Golden() {}

  /** The values are those at indices 0, 1, n/7, n/3, n/2, 2n/3, n−2, n−1. */
  public static void assertMatches(Tensor actual, double mean, double... values) {
    int n = actual.size();
    int[] indices = {0, 1, n / 7, n / 3, n / 2, 2 * n / 3, n - 2, n - 1};
    double sum = 0;
    for (float v : actual.data()) {
      sum += v;
    }
    assertThat(sum / n).as("mean").isCloseTo(mean, within(1e-5));
    for (int k = 0; k < values.length; k++) {
      assertThat((double) actual.data()[indices[k]])
          .as("element %d", indices[k])
          .isCloseTo(values[k], within(1e-5));
    }
  }

  public static void assertClose(Tensor actual, Tensor expected, double tolerance) {
    assertThat(actual.shape()).containsExactly(expected.shape());
    assertClose(actual.data(), expected.data(), tolerance);
  }

  public static void assertClose(float[] actual, float[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i]).as("element %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }
}
