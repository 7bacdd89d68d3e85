// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.docs;

import java.util.List;
import java.util.stream.IntStream;

/** Maps percentages to pixels of one panel. Zero is always inside the range. */
record Scale(double min, double max, int left, int width) {

  /** Covers all intervals, with a margin of 5 % on both sides. */
  static Scale covering(List<Improvement> shown, int left, int width) {
    double low = shown.stream().mapToDouble(Improvement::lower).reduce(0, Math::min);
    double high = shown.stream().mapToDouble(Improvement::upper).reduce(0, Math::max);
    double margin = Math.max(high - low, 1) / 20;
    return new Scale(low - margin, high + margin, left, width);
  }

  double x(double percent) {
    return left + (percent - min) / (max - min) * width;
  }

  /** Two to four multiples of 1, 2 or 5 times a power of ten. */
  List<Integer> ticks() {
    int step = step();
    return IntStream.rangeClosed((int) Math.ceil(min / step), (int) Math.floor(max / step))
        .map(i -> i * step)
        .boxed()
        .toList();
  }

  private int step() {
    int[] steps = {1, 2, 5, 10, 20, 50, 100, 200, 500};
    return IntStream.of(steps).filter(step -> (max - min) / step <= 3.5).findFirst().orElse(1000);
  }
}
