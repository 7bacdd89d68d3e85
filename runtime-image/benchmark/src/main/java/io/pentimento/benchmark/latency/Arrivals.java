// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import java.util.SplittableRandom;

/** Arrival times of requests, independent of earlier responses. */
enum Arrivals {
  /** Equal intervals. */
  EVEN {
    @Override
    long[] nanos(int count, double perSecond) {
      long[] times = new long[count];
      for (int i = 0; i < count; i++) {
        times[i] = (long) (i / perSecond * NANOS);
      }
      return times;
    }
  },
  /** Random and independent of each other: a Poisson process. */
  RANDOM {
    @Override
    long[] nanos(int count, double perSecond) {
      SplittableRandom random = new SplittableRandom(SEED);
      long[] times = new long[count];
      double now = 0;
      for (int i = 0; i < count; i++) {
        times[i] = (long) (now * NANOS);
        now -= Math.log(1 - random.nextDouble()) / perSecond;
      }
      return times;
    }
  };

  private static final double NANOS = 1e9;
  private static final long SEED = 1;

  /** Times since the start, ascending. */
  abstract long[] nanos(int count, double perSecond);
}
